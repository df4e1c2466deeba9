//! The mail that carries a day's or a week's articles.

use serde::Serialize;

use super::{Accent, Card, Picture};

/// The articles of one section.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The section's name.
    pub title: String,
    /// Its articles.
    pub cards: Vec<Card>,
}

/// Context of `mail/digest.html` and `mail/digest.txt`. Texts carry their typography.
#[derive(Clone, Debug, Serialize)]
pub struct DigestMail {
    /// The mail's language.
    pub language: String,
    /// The site's name.
    pub site: String,
    /// The site's full address.
    pub site_url: String,
    /// The newsroom's colour.
    pub accent: Accent,
    /// The first day in words.
    pub from: String,
    /// The last day in words; the same as `from` for one day.
    pub until: String,
    /// The newsroom's own words above it, by paragraph.
    pub note: Vec<String>,
    /// The article that stands first, apart from the sections.
    pub lead: Option<Card>,
    /// The lead's picture.
    pub picture: Option<Picture>,
    /// The articles by section.
    pub groups: Vec<Group>,
    /// The same on the site, for everybody; empty where past mailings are not shown.
    pub web_url: String,
    /// The newsletter's name: the mail's heading.
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

impl DigestMail {
    /// An invented digest of a week.
    pub fn sample() -> DigestMail {
        DigestMail {
            language: "fr".to_owned(),
            site: "Le Courrier des Trois Rivières".to_owned(),
            site_url: "https://example.org/".to_owned(),
            accent: Accent::default(),
            from: "14 septembre 2026".to_owned(),
            until: "20 septembre 2026".to_owned(),
            note: vec!["Une semaine d’eau et de moulins. Merci à celles et ceux qui nous ont écrit.".to_owned()],
            lead: Some(Card {
                headline: "À Dobrava, la rivière retrouve son lit après trente ans de béton".to_owned(),
                url: "https://example.org/politique/a-dobrava".to_owned(),
                excerpt: "Les habitants ont rouvert les vannes du vieux moulin. L’eau est revenue au petit matin.".to_owned(),
                section: "Politique".to_owned(),
            }),
            picture: Some(Picture::sample()),
            groups: vec![
                Group {
                    title: "Économie".to_owned(),
                    cards: vec![Card { section: String::new(), ..Card::sample() }, Card { section: String::new(), ..Card::sample() }],
                },
                Group { title: "Culture".to_owned(), cards: vec![Card { section: String::new(), ..Card::sample() }] },
            ],
            web_url: "https://example.org/lettre/la-semaine-des-lacs/2a".to_owned(),
            newsletter: "La semaine des lacs".to_owned(),
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

    use super::DigestMail;
    use crate::Theme;

    #[test]
    fn a_digest_of_one_day_names_it_once_and_each_article_once() {
        let theme = Theme::load(None).unwrap();
        let tag = Tag::parse("fr").unwrap();
        let week = DigestMail::sample();
        let day = DigestMail { until: week.from.clone(), ..week.clone() };
        for name in ["mail/digest.html", "mail/digest.txt"] {
            let text = theme.render(name, &tag, &week).unwrap();
            assert!(text.contains("14 septembre 2026") && text.contains("20 septembre 2026"), "{text}");
            assert_eq!(text.matches("https://example.org/politique/a-dobrava").count(), 1, "{text}");
            let text = theme.render(name, &tag, &day).unwrap();
            assert_eq!(text.matches("14 septembre 2026").count(), if name.ends_with("txt") { 1 } else { 2 }, "title and line: {text}");
        }
    }
}
