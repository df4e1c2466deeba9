//! Comments are not imported: they are counted and kept in a file beside the data, one a line, as JSON.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::item::Item;
use crate::Error;

/// The file under way: it takes its name when it is whole.
#[derive(Debug)]
pub struct Side {
    path: PathBuf,
    unfinished: PathBuf,
    file: BufWriter<File>,
}

#[derive(serde::Serialize)]
struct Line<'a> {
    item: String,
    link: &'a str,
    #[serde(flatten)]
    comment: &'a super::item::Comment,
}

impl Side {
    /// Begins the file for a site: `DATA/import/example.org-comments.jsonl`.
    pub fn begin(data: &Path, site: &str) -> Result<Side, Error> {
        let folder = data.join("import");
        std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let name: String = site.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '_' }).collect();
        let path = folder.join(format!("{}-comments.jsonl", name.trim_start_matches('.')));
        let unfinished = path.with_extension("part");
        let file = BufWriter::new(File::create(&unfinished).map_err(Error::file(&unfinished))?);
        Ok(Side { path, unfinished, file })
    }

    /// Keeps the comments of an item.
    pub fn keep(&mut self, item: &Item) -> Result<(), Error> {
        for comment in &item.comments {
            let line = Line { item: item.key(), link: &item.link, comment };
            let text = serde_json::to_string(&line).map_err(|error| Error::Broken(error.to_string()))?;
            writeln!(self.file, "{text}").map_err(Error::file(&self.unfinished))?;
        }
        Ok(())
    }

    /// Ends the file and gives its path.
    pub fn finish(mut self) -> Result<PathBuf, Error> {
        self.file.flush().map_err(Error::file(&self.unfinished))?;
        std::fs::rename(&self.unfinished, &self.path).map_err(Error::file(&self.path))?;
        Ok(self.path)
    }
}
