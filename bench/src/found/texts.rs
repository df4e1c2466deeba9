//! Invented texts: words that nobody knows, as unevenly frequent as those of a language, and names that come back.
//!
//! Guarantee: the same number always gives the same article.

/// An invented article.
#[derive(Debug)]
pub struct Invented {
    pub id: i64,
    pub headline: String,
    pub text: String,
}

/// Different words at most.
const VOCABULARY: f64 = 80_000.0;
const SYLLABLES: [&str; 40] = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "bré", "cha", "dri", "flo", "gra", "jou", "klé",
    "lor", "mon", "nel", "par", "quo", "rin", "ser", "tur", "val", "ver", "zan", "ché", "ško", "vić", "dar", "nac", "tel", "lim", "our",
];

/// Numbers without end from a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A word's rank: the first is about as frequent as « de », the thousandth a thousand times rarer.
    fn rank(&mut self) -> u64 {
        VOCABULARY.powf(self.next()) as u64
    }
}

/// The word of a rank: the rarer, the longer.
pub fn word(rank: u64) -> String {
    let mut chance = Chance(rank.wrapping_mul(7_919));
    let syllables = 1 + usize::from(rank > 20) + usize::from(rank > 900) + usize::from(rank > 20_000);
    (0..=syllables).map(|_| SYLLABLES[(chance.next() * SYLLABLES.len() as f64) as usize]).collect()
}

/// The article of a number: about 400 words.
pub fn article(number: u64) -> Invented {
    let mut chance = Chance(number.wrapping_mul(104_729) + 1);
    // What an article is about comes back in it.
    let subjects: Vec<String> = (0..6).map(|_| word(200 + chance.rank())).collect();
    let subject = |chance: &mut Chance| subjects[(chance.next() * 6.0) as usize].clone();
    let headline: Vec<String> = (0..9).map(|at| if at % 3 == 0 { subject(&mut chance) } else { word(chance.rank()) }).collect();
    let length = 250 + (chance.next() * 300.0) as usize;
    let text: Vec<String> = (0..length).map(|_| if chance.next() < 0.08 { subject(&mut chance) } else { word(chance.rank()) }).collect();
    Invented { id: number as i64 + 1, headline: headline.join(" "), text: text.join(" ") }
}

/// What readers ask for, about the articles below a number: a word, two words, a typo, words that stand together.
pub fn questions(articles: u64, count: u64) -> Vec<String> {
    let of = |number: u64| {
        let article = article(number.wrapping_mul(7_907) % articles);
        let words: Vec<String> = article.headline.split(' ').map(str::to_owned).collect();
        match number % 5 {
            0 => words[0].clone(),
            1 => format!("{} {}", words[0], words[3]),
            2 => format!("{} {} {}", words[0], words[1], words[6]),
            3 => article.text.split(' ').skip(40).take(2).collect::<Vec<_>>().join(" "),
            _ => typo(&words[3]),
        }
    };
    (0..count).map(of).collect()
}

/// A word with its middle letter left out.
fn typo(word: &str) -> String {
    let middle = word.chars().count() / 2;
    word.chars().enumerate().filter(|(at, _)| *at != middle).map(|(_, letter)| letter).collect()
}
