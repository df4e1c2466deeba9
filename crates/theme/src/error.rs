//! What can be wrong with a theme, said so that its author can mend it.

/// A theme's fault: the file, and what was found in it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template is missing, does not parse, or failed while rendering.
    #[error("template {name}: {detail}")]
    Template {
        /// The template's name, such as `site/article.html`.
        name: String,
        /// The line and the reason.
        detail: String,
    },
    /// A phrase file does not parse.
    #[error("phrases {file}: {detail}")]
    Phrases {
        /// The file, such as `locales/fr.ftl`.
        file: String,
        /// What the parser expected.
        detail: String,
    },
    /// A file of the overlay folder cannot be read.
    #[error("theme file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A time zone or a language for which no date can be written.
    #[error("date: {0}")]
    Date(String),
}
