//! The mail that carries one article.

use serde::Serialize;

use super::Accent;

/// A picture in a mail.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// Its full address.
    pub src: String,
    /// Its alternative text.
    pub alt: String,
    /// The width it is shown with: at most 560.
    pub width: u32,
    /// Its caption; may be empty.
    pub caption: String,
    /// Its credit; may be empty.
    pub credit: String,
}

impl Picture {
    /// An invented picture.
    pub fn sample() -> Picture {
        Picture {
            src: "https://example.org/media/a/640.jpg".to_owned(),
            alt: "La rivière vue du pont".to_owned(),
            width: 560,
            caption: "La Lim en avril.".to_owned(),
            credit: "Ana Verel".to_owned(),
        }
    }
}

/// An article that is pointed to. Texts carry their typography.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Its headline.
    pub headline: String,
    /// Its full address.
    pub url: String,
    /// Its excerpt; may be empty.
    pub excerpt: String,
    /// Its section's name; may be empty.
    pub section: String,
}

impl Card {
    /// An invented card.
    pub fn sample() -> Card {
        Card {
            headline: "Les moulins de la Lim tournent de nouveau".to_owned(),
            url: "https://example.org/economie/les-moulins".to_owned(),
            excerpt: "Trois meuniers ont repris le travail de leurs grands-parents.".to_owned(),
            section: "Économie".to_owned(),
        }
    }
}

/// Context of `mail/article.html` and `mail/article.txt`. Texts carry their typography.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleMail {
    /// The article's language.
    pub language: String,
    /// The site's name.
    pub site: String,
    /// The site's full address.
    pub site_url: String,
    /// The newsroom's colour.
    pub accent: Accent,
    /// The section's name; may be empty.
    pub section: String,
    /// The headline.
    pub headline: String,
    /// The line above it; may be empty.
    pub kicker: String,
    /// The standfirst; may be empty.
    pub standfirst: String,
    /// Who signs, in words ("Ana Verel, Luan Krasi"); may be empty.
    pub byline: String,
    /// The date in words.
    pub date: String,
    /// The text as safe HTML with full addresses: the whole article, its opening when it is very long, or the excerpt.
    pub body_html: String,
    /// The same as plain text, in lines of any length.
    pub body_text: String,
    /// The featured picture.
    pub picture: Option<Picture>,
    /// The article's full address.
    pub url: String,
    /// Whether the text is the whole article; if not, a link "read on" follows it.
    pub whole: bool,
    /// Articles on the same subject; at most three are shown.
    pub related: Vec<Card>,
    /// The newsroom's own words above it, by paragraph.
    pub note: Vec<String>,
    /// The newsletter's name.
    pub newsletter: String,
    /// Who sends: the publisher's name.
    pub sender: String,
    /// Their postal address, in one or several lines; may be empty.
    pub postal_address: String,
    /// Why the reader gets this, in words; empty: the theme's sentence, which names the newsletter.
    pub why: String,
    /// The page of the reader's preferences.
    pub preferences_url: String,
    /// The page to unsubscribe.
    pub unsubscribe_url: String,
    /// The reader's address.
    pub to: String,
}

impl ArticleMail {
    /// An invented mail.
    pub fn sample() -> ArticleMail {
        ArticleMail {
            language: "fr".to_owned(),
            site: "Le Courrier des Trois Rivières".to_owned(),
            site_url: "https://example.org/".to_owned(),
            accent: Accent::default(),
            section: "Politique".to_owned(),
            headline: "À Dobrava, la rivière retrouve son lit après trente ans de béton".to_owned(),
            kicker: "Reportage".to_owned(),
            standfirst: "Les habitants ont rouvert les vannes du vieux moulin. L’eau est revenue au petit matin, \
                         et avec elle une question : qui l’avait arrêtée ?"
                .to_owned(),
            byline: "La rédaction du Courrier, Ana Verel".to_owned(),
            date: "20 septembre 2026".to_owned(),
            body_html: concat!(
                "<p>Vendredi 20 septembre, l’eau est revenue. <a href=\"https://example.org/economie/les-moulins\">Les ",
                "meuniers</a> l’attendaient depuis 1994 ; les enfants du village, eux, ne l’avaient jamais vue passer sous ",
                "le pont.</p><h2>Trente ans de béton</h2><p>Le mur, haut de quatre mètres, devait protéger la route. ",
                "<em>Personne ne passait plus par la route</em>, dit Mira Dolić, qui tient l’épicerie.</p>",
                "<blockquote><p>On entendait le silence. Maintenant on dort mieux.</p><p><cite>Mira Dolić</cite></p>",
                "</blockquote><ul><li>1994 : le mur</li><li>2009 : la première pétition</li><li>2026 : l’eau</li></ul>",
                "<figure><img src=\"https://example.org/media/b/640.jpg\" alt=\"Une roue de bois\" width=\"560\">",
                "<figcaption>La roue du moulin. <small>Ana Verel</small></figcaption></figure>",
                "<p>La commune promet un pont neuf pour le printemps.</p>",
            )
            .to_owned(),
            body_text: "Vendredi 20 septembre, l’eau est revenue. Les meuniers \
                        <https://example.org/economie/les-moulins> l’attendaient depuis 1994 ; les enfants du village, eux, ne \
                        l’avaient jamais vue passer sous le pont.\n\nTrente ans de béton\n-------------------\n\nLe mur, haut de quatre mètres, \
                        devait protéger la route.\n\n> On entendait le silence. Maintenant on dort mieux, et les chats aussi, qui \
                        ne voulaient plus descendre au bord.\n> — Mira Dolić\n\n- 1994 : le mur\n- 2009 : la première pétition, \
                        que trois cents personnes avaient signée dans un village de deux cents\n- 2026 : l’eau"
                .to_owned(),
            picture: Some(Picture::sample()),
            url: "https://example.org/politique/a-dobrava".to_owned(),
            whole: true,
            related: vec![Card::sample(), Card { section: "Culture".to_owned(), ..Card::sample() }],
            note: vec![
                "Ce reportage nous a pris trois mois. Le voici avant tout le monde.".to_owned(),
                "Bonne lecture.".to_owned(),
            ],
            newsletter: "Tous les articles".to_owned(),
            sender: "Association des Trois Rivières".to_owned(),
            postal_address: "12, quai des Tanneurs\n00000 Varenne".to_owned(),
            why: String::new(),
            preferences_url: "\u{e101}".to_owned(),
            unsubscribe_url: "\u{e102}".to_owned(),
            to: "\u{e100}".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use language::Tag;

    use super::ArticleMail;
    use crate::{READER, Theme};

    fn both(mail: &ArticleMail) -> [String; 2] {
        let theme = Theme::load(None).unwrap();
        let tag = Tag::parse(&mail.language).unwrap();
        ["mail/article.html", "mail/article.txt"].map(|name| theme.render(name, &tag, mail).unwrap())
    }

    #[test]
    fn what_belongs_to_one_reader_stands_unaltered_in_both_parts() {
        for text in both(&ArticleMail::sample()) {
            for mark in ['\u{e100}', '\u{e101}', '\u{e102}'] {
                assert!(text.contains(mark), "{mark:?} in {text}");
            }
        }
        let [html, _] = both(&ArticleMail::sample());
        assert!(html.contains("href=\"\u{e101}\"") && html.contains("href=\"\u{e102}\""), "{html}");
    }

    #[test]
    fn the_text_part_has_no_line_over_72_signs_but_addresses() {
        let [_, text] = both(&ArticleMail::sample());
        for line in text.lines().filter(|line| !line.contains("https://")) {
            assert!(line.chars().count() <= 72, "{line}");
        }
        assert!(text.contains("\n> ne voulaient") || text.contains("\n> qui ne"), "a quote's signs go on: {text}");
        assert!(!text.contains('<') || text.contains("<https://"), "no markup: {text}");
    }

    #[test]
    fn an_excerpt_is_followed_by_the_link_that_reads_on() {
        let whole = both(&ArticleMail::sample());
        assert!(whole.iter().all(|text| !text.contains("Lire la suite")));
        for text in both(&ArticleMail { whole: false, ..ArticleMail::sample() }) {
            assert!(text.contains("Lire la suite"), "{text}");
        }
    }

    #[test]
    fn a_headline_is_escaped_and_a_mail_without_picture_and_neighbours_is_whole() {
        let [html, text] = both(&ArticleMail {
            headline: "Pain & <sel>".to_owned(),
            picture: None,
            related: Vec::new(),
            kicker: String::new(),
            byline: String::new(),
            ..ArticleMail::sample()
        });
        assert!(html.contains("Pain &amp; &lt;sel&gt;</a></h1>") && !html.contains("Sur le même sujet"), "{html}");
        assert!(text.contains("Pain & <sel>") && !text.contains("Sur le même sujet"), "{text}");
    }

    #[test]
    fn every_reader_language_has_every_phrase_of_the_mails() {
        let theme = Theme::load(None).unwrap();
        let all: Vec<String> = theme.keys("en").into_iter().filter(|key| key.starts_with("mail-")).collect();
        assert!(!all.is_empty());
        for locale in READER {
            let keys = theme.keys(locale);
            let missing: Vec<&String> = all.iter().filter(|key| !keys.contains(*key)).collect();
            assert!(missing.is_empty(), "{locale} lacks {missing:?}");
        }
    }
}
