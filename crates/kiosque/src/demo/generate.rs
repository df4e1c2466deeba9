//! Invented news in any number: stories that run for weeks, with their places, people and words, over years.
//!
//! Guarantees: the same number gives the same text; nobody and nothing in it is real. Made so that search and related
//! articles have something to do: articles of a story share names and words, those of a theme share words, all share the
//! small words.

use std::fmt::Write;

use super::content::Text;

const THEMES: &str = include_str!("content/themes.txt");

const FIRST: [&str; 24] = [
    "Milica", "Đorđe", "Ana", "Ratko", "Senka", "Toma", "Vesna", "Petar", "Besa", "Agron", "Ilir", "Drita", "Lejla", "Emir", "Nada",
    "Goran", "Željko", "Šejla", "Blerta", "Kosta", "Eleni", "Stojan", "Marija", "Çlirim",
];
const SURNAME_BEGINS: [&str; 30] = [
    "Dobr", "Vuk", "Mil", "Stan", "Kov", "Luk", "Jov", "Mar", "Nikol", "Zor", "Bog", "Hadž", "Đor", "Šar", "Živ", "Čol", "Ćos", "Perv",
    "Krast", "Gjon", "Hox", "Berish", "Trajk", "Velj", "Rad", "Sim", "Tanas", "Ognj", "Vlad", "Bras",
];
const SURNAME_ENDS: [&str; 16] =
    ["ović", "ić", "ević", "ac", "aj", "iqi", "ani", "oski", "arić", "ešić", "anac", "ulić", "ishta", "avec", "ečki", "idis"];
const PLACE_BEGINS: [&str; 28] = [
    "Brez", "Jav", "Kal", "Pod", "Vis", "Gor", "Star", "Nov", "Crn", "Bel", "Vrb", "Klis", "Tis", "Jas", "Oreš", "Lip", "Vod", "Kam",
    "Suv", "Rud", "Dren", "Jablan", "Šum", "Žut", "Ploč", "Trn", "Glog", "Hras",
];
const PLACE_ENDS: [&str; 14] = ["nica", "ovo", "ac", "grad", "ina", "evo", "išta", "anje", "or", "ik", "ovica", "polje", "ava", "ensko"];
const BODIES: [&str; 10] = [
    "le conseil de",
    "l’association des amis de",
    "la chambre de commerce de",
    "le tribunal de",
    "la coopérative de",
    "le comité de",
    "l’institut de",
    "la mairie de",
    "le syndicat de",
    "l’office régional de",
];
const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MANNERS: [&str; 20] = [
    "sans attendre",
    "à contrecœur",
    "après trois heures de débat",
    "dans le calme",
    "malgré la pluie",
    "à une voix près",
    "pour la première fois",
    "une fois de plus",
    "devant une salle pleine",
    "en dernière minute",
    "contre toute attente",
    "avant l’hiver",
    "au petit matin",
    "sous les applaudissements",
    "avec prudence",
    "en présence des habitants",
    "comme promis",
    "sans explication",
    "à huis clos",
    "par étapes",
];
const HEADLINES: [&str; 12] = [
    "À {place}, {thing} divise {body}",
    "{place} veut {act} {manner}",
    "{Thing} : {person} promet de {act}",
    "Pourquoi {thing} inquiète {place}",
    "{person}, {job} : « Il faut {act} »",
    "{Body} va {act} {manner}",
    "{Thing} attendra, {other} aussi",
    "De {place} à {far}, {thing} en questions",
    "{person} quitte {body} {manner}",
    "{Thing} et {other} : ce que disent les chiffres de {place}",
    "{Body} renonce à {act}",
    "Un an après, {thing} à {place}",
];
const SENTENCES: [&str; 36] = [
    "{Day}, {body} a décidé de {act}, {manner}.",
    "« Nous n’avons pas le choix : {thing} ne peut plus attendre », dit {person}, {job} à {place}.",
    "Selon {person}, {thing} a coûté {figure} couronnes depuis {year}.",
    "À {place}, {figure} personnes vivent de près ou de loin avec {thing}.",
    "La question {of_thing} n’est pas nouvelle : en {year}, {person} la posait déjà.",
    "Entre {place} et {far}, {other} fait parler plus que {thing}.",
    "{Body} avait promis de {act} avant l’été ; rien n’a bougé.",
    "Les habitants de {far} demandent une réunion publique sur {thing} et sur {other}.",
    "« On nous a parlé {of_other}, jamais {of_thing} », résume {person}.",
    "Un rapport de {figure} pages, remis {day} à {body}, décrit {thing} et {other}.",
    "{person} se souvient {of_thing} de son enfance, quand {place} comptait {figure} habitants de plus.",
    "Il faudrait {figure} couronnes pour {act} ; {body} en a réuni la moitié.",
    "Personne, à {place}, ne veut être le premier à {act}.",
    "Le vote, prévu {day}, a été repoussé {manner}.",
    "« Demandez à {far} ce qu’ils ont fait {of_other} », lance {person}.",
    "La carte publiée par {body} montre {thing}, {other} et les maisons alentour.",
    "Au café de la place, on parle surtout {of_other}.",
    "{person} a saisi le tribunal {manner}.",
    "Une délégation de {far} est venue voir {thing} {day}.",
    "Les chiffres de {year} ne disent pas tout : {other} n’y figure pas.",
    "Pour {person}, {job}, « {thing} est un prétexte, le vrai sujet est ailleurs ».",
    "{Body} n’a pas répondu à nos questions sur {other}.",
    "Les travaux commenceront {day}, si {thing} le permet.",
    "À {figure} kilomètres de là, {far} a choisi de {act} dès {year}.",
    "Le maire de {place} compte sur {other} pour convaincre.",
    "« C’est {thing} qui fait vivre la vallée », rappelle {person}.",
    "Une pétition contre {other} a recueilli {figure} signatures.",
    "Trois élus sur dix se sont abstenus {manner}.",
    "Dans la salle, beaucoup pensaient {to_other} sans oser le dire.",
    "{person} et {second} ne sont d’accord que sur un point : {act}.",
    "L’argent viendra {of_body}, en deux fois.",
    "Le calendrier est serré : {thing} d’abord, {other} ensuite.",
    "Il a neigé {day} sur {place}, et {thing} a attendu.",
    "{second}, qui habite {far}, propose de {act} autrement.",
    "On ne sait pas encore qui paiera {other}.",
    "La prochaine réunion se tiendra à {far}, {day} à dix heures.",
];

/// How many articles a story has, on average.
const OF_A_STORY: u64 = 12;
/// A story runs this long.
const STORY_DAYS: u64 = 70;
/// The oldest is this old.
const YEARS: u64 = 12;

/// Chance that is the same for the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn new(kind: u64, number: u64) -> Chance {
        let mut chance = Chance(kind << 56 ^ number);
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// The first ones more often than the last.
    fn early(&mut self, limit: usize) -> usize {
        let one = self.below(limit);
        one.min(self.below(limit))
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

struct Theme {
    section: &'static str,
    things: Vec<&'static str>,
    acts: Vec<&'static str>,
    jobs: Vec<&'static str>,
}

fn themes() -> Vec<Theme> {
    let list = |text: &'static str| text.split(';').map(str::trim).collect();
    let theme = |line: &'static str| {
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_default();
        Theme { section: next(), things: list(next()), acts: list(next()), jobs: list(next()) }
    };
    THEMES.lines().map(theme).collect()
}

fn place(chance: &mut Chance) -> String {
    format!("{}{}", chance.of(&PLACE_BEGINS), chance.of(&PLACE_ENDS))
}

fn person(chance: &mut Chance) -> String {
    format!("{} {}{}", chance.of(&FIRST), chance.of(&SURNAME_BEGINS), chance.of(&SURNAME_ENDS))
}

/// What the articles of a story share.
struct Story {
    theme: usize,
    begins: u64,
    place: String,
    far: String,
    people: Vec<String>,
    body: String,
    things: Vec<&'static str>,
}

fn story(number: u64, themes: &[Theme]) -> Story {
    let mut chance = Chance::new(1, number);
    let theme = chance.early(themes.len());
    let own = &themes[theme];
    let place = place(&mut chance);
    Story {
        begins: chance.next() % (YEARS * 365 - STORY_DAYS),
        far: self::place(&mut chance),
        people: (0..4).map(|_| person(&mut chance)).collect(),
        body: format!("{} {place}", chance.of(&BODIES)),
        things: (0..5).map(|_| chance.of(&own.things)).collect(),
        place,
        theme,
    }
}

/// « de » before a noun with its article.
fn of(noun: &str) -> String {
    match noun.split_once(' ') {
        Some(("le", rest)) => format!("du {rest}"),
        Some(("les", rest)) => format!("des {rest}"),
        _ => format!("de {noun}"),
    }
}

/// « à » before a noun with its article.
fn to(noun: &str) -> String {
    match noun.split_once(' ') {
        Some(("le", rest)) => format!("au {rest}"),
        Some(("les", rest)) => format!("aux {rest}"),
        _ => format!("à {noun}"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A pattern with its places filled.
fn fill(pattern: &str, story: &Story, theme: &Theme, chance: &mut Chance) -> String {
    let thing = if chance.below(4) == 0 { chance.of(&theme.things) } else { chance.of(&story.things) };
    let other = chance.of(&theme.things);
    let mut text = String::with_capacity(pattern.len() * 2);
    for (at, part) in pattern.split(['{', '}']).enumerate() {
        let filled = match part {
            _ if at % 2 == 0 => part.to_owned(),
            "place" => story.place.clone(),
            "far" if chance.below(3) == 0 => place(chance),
            "far" => story.far.clone(),
            "person" if chance.below(6) == 0 => person(chance),
            "person" => story.people[chance.early(story.people.len())].clone(),
            "second" => story.people[chance.below(story.people.len())].clone(),
            "body" => story.body.clone(),
            "Body" => capital(&story.body),
            "of_body" => of(&story.body),
            "thing" => thing.to_owned(),
            "Thing" => capital(thing),
            "of_thing" => of(thing),
            "other" => other.to_owned(),
            "of_other" => of(other),
            "to_other" => to(other),
            "act" => chance.of(&theme.acts).to_owned(),
            "job" => chance.of(&theme.jobs).to_owned(),
            "manner" => chance.of(&MANNERS).to_owned(),
            "day" => chance.of(&DAYS).to_owned(),
            "Day" => capital(chance.of(&DAYS)),
            "year" => (1990 + chance.below(36)).to_string(),
            _ => (12 + chance.early(4_000)).to_string(),
        };
        text.push_str(&filled);
    }
    text
}

/// What makes articles, by their number.
pub struct Generator {
    themes: Vec<Theme>,
    stories: u64,
}

impl Generator {
    /// For so many articles.
    pub fn new(articles: u64) -> Generator {
        Generator { themes: themes(), stories: (articles / OF_A_STORY).max(1) }
    }

    /// An article.
    pub fn article(&self, number: u64) -> Text {
        let mut chance = Chance::new(2, number);
        let story = story(chance.next() % self.stories, &self.themes);
        let theme = &self.themes[story.theme];
        let mut sentence = |patterns: &[&'static str]| {
            let pattern = chance.of(patterns);
            fill(pattern, &story, theme, &mut chance)
        };
        let headline = sentence(&HEADLINES);
        let standfirst = sentence(&SENTENCES);
        let mut html = String::new();
        for _ in 0..4 {
            let paragraph: Vec<String> = (0..4).map(|_| sentence(&SENTENCES)).collect();
            // Writing into a string cannot fail.
            let _ = writeln!(html, "<p>{}</p>", paragraph.join(" "));
        }
        let days = YEARS * 365 - story.begins - chance.next() % STORY_DAYS;
        Text {
            headline,
            standfirst,
            section: theme.section.to_owned(),
            topics: vec![story.place.clone()],
            language: "fr".to_owned(),
            days: i64::try_from(days).unwrap_or(1),
            html,
            ..Text::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_text() {
        let (one, other) = (Generator::new(1_000).article(7), Generator::new(1_000).article(7));
        assert_eq!((one.headline, one.html, one.days), (other.headline, other.html, other.days));
    }

    #[test]
    fn no_place_is_left_open_and_articles_differ() {
        let generator = Generator::new(500);
        let mut headlines = std::collections::HashSet::new();
        for number in 0..500 {
            let text = generator.article(number);
            assert!(!text.html.contains(['{', '}']) && text.html.split(' ').count() > 120, "{}", text.html);
            assert!(text.days > 0 && text.days <= 12 * 365);
            headlines.insert(text.headline);
        }
        assert!(headlines.len() > 450, "{}", headlines.len());
    }

    #[test]
    fn french_contracts() {
        assert_eq!(
            (of("le barrage"), of("les vannes"), of("l’école"), to("le col")),
            ("du barrage".into(), "des vannes".into(), "de l’école".into(), "au col".into())
        );
    }
}
