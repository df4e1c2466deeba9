//! What has a name, a slug and a text in each language: read from fields such as `name.fr`, shown as fields.

use newsroom::naming::{Name, Names};
use newsroom::{Tx, site};

use super::forms::Form;
use crate::Failure;
use crate::guard::Fields;

/// The site's languages, the main one first.
pub async fn languages(tx: &mut Tx) -> Result<Vec<String>, Failure> {
    Ok(site::identity(tx).await?.languages)
}

/// The names that a form says.
pub fn read(fields: &Fields, languages: &[String]) -> Names {
    let name = |language: &String| Name {
        name: fields.get(&format!("name.{language}")).to_owned(),
        slug: fields.get(&format!("slug.{language}")).to_owned(),
        text: fields.get(&format!("text.{language}")).to_owned(),
    };
    languages.iter().map(|language| (language.clone(), name(language))).collect()
}

/// Fields for the names, language by language; `text` is the label of the text.
pub fn fields<'a>(mut form: Form<'a>, names: &Names, languages: &[String], text: &str) -> Form<'a> {
    let none = Name::default();
    let several = languages.len() > 1;
    for language in languages {
        let name = names.get(language).unwrap_or(&none);
        let shown = if several { language.as_str() } else { "" };
        form = form
            .lang_field("text", &format!("name.{language}"), "field-name", &name.name, shown)
            .lang_field("text", &format!("slug.{language}"), "field-slug", &name.slug, shown)
            .lang_field("textarea", &format!("text.{language}"), text, &name.text, shown);
    }
    form
}

/// The best name for the desk.
pub fn shown(names: &Names, language: &str) -> String {
    newsroom::naming::best(names, language, language).map(|name| name.name.clone()).unwrap_or_default()
}
