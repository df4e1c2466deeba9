//! Every template with its sample: the one list by which a theme is checked.

use language::Tag;

use crate::phrases::{COMPLETE, READER};
use crate::templates::{Problem, Theme};
use crate::{Error, desk, mail, site};

/// A template and what renders it with an invented context.
pub(crate) struct Sample {
    pub name: &'static str,
    pub render: fn(&Theme, &Tag) -> Result<String, Error>,
}

/// One line of a list of samples: `sample!("desk/failed.html", Failed)`.
macro_rules! sample {
    ($name:literal, $context:ty) => {
        $crate::sampling::Sample { name: $name, render: |theme, tag| theme.render($name, tag, &<$context>::sample()) }
    };
}
pub(crate) use sample;

fn all() -> impl Iterator<Item = &'static Sample> {
    desk::SAMPLES.iter().chain(site::SAMPLES).chain(mail::SAMPLES)
}

/// Parts that other templates include, extend or import.
fn is_part(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|file| matches!(file, "layout.html" | "layout.txt" | "parts.html" | "words.html"))
}

/// Renders every template with its sample; a template without one is a fault.
pub(crate) fn check(theme: &Theme) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in theme.templates() {
        if !is_part(&name) && !all().any(|sample| sample.name == name) {
            problems.push(Problem { name, detail: "there is no sample for it: no page of Kiosque uses it".to_owned() });
        }
    }
    for sample in all() {
        let languages: &[&str] = if sample.name.starts_with("desk/") { &COMPLETE } else { &READER };
        for language in languages {
            let outcome = Tag::parse(language).map_err(|error| error.to_string());
            let outcome = outcome.and_then(|tag| (sample.render)(theme, &tag).map_err(|error| error.to_string()));
            if let Err(detail) = outcome {
                problems.push(Problem { name: sample.name.to_owned(), detail: format!("({language}) {detail}") });
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use crate::{READER, Theme};

    #[test]
    fn every_template_renders_with_its_sample_in_every_language() {
        let theme = Theme::load(None).unwrap();
        assert_eq!(theme.check(), []);
    }

    #[test]
    fn every_reader_language_has_every_phrase_of_the_reader_pages() {
        let theme = Theme::load(None).unwrap();
        let reader: Vec<String> =
            theme.keys("en").into_iter().filter(|key| !key.starts_with("desk-") && key.starts_with("site-")).collect();
        for locale in READER {
            let keys = theme.keys(locale);
            let missing: Vec<&String> = reader.iter().filter(|key| !keys.contains(*key)).collect();
            assert!(missing.is_empty(), "{locale} lacks {missing:?}");
        }
    }

    #[test]
    fn a_template_of_the_sites_own_folder_replaces_the_default_and_is_checked() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("site/failed.html"), "{{ t(\"no-such-phrase\") }}").unwrap();
        let theme = Theme::load(Some(folder.path())).unwrap();
        let problems = theme.check();
        assert!(problems.iter().any(|problem| problem.name == "site/failed.html" && problem.detail.contains("no-such-phrase")));
    }
}
