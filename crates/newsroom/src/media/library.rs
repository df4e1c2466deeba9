//! The library as the desk sees it: its list, one picture with its texts, where a picture is used.

use std::collections::{BTreeMap, HashMap};

use database::{Id, Timestamp, Tx};

use super::files::FileKind;
use super::library_store as store;
pub use super::library_store::Mark;
use super::licence::Licence;
use crate::naming::best;
use crate::{Error, articles, contributors, pages, site};

/// The most pictures that are counted one by one: beyond it, "more than" is said.
pub const COUNTED: usize = 1000;

/// Articles of a language whose pictures are taken for those of its home page.
const ON_HOME: i64 = 24;
/// Articles at most that old revisions are named of.
const OLD: i64 = 100;

/// Which pictures the desk asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Whose name, texts or credit have these words (folded, each anywhere).
    pub words: String,
    /// Only those without alternative text: those of the home pages first, then those in the latest articles.
    pub without_alt: bool,
    /// Documents and sounds in place of pictures.
    pub files: bool,
}

/// A picture in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: Id,
    /// The name of the file it came as.
    pub name: String,
    /// Its width in pixels.
    pub width: i64,
    /// Its height in pixels.
    pub height: i64,
    /// Its credit.
    pub credit: String,
    /// Whether it says nothing that words would have to say.
    pub decorative: bool,
    /// Its alternative text in the language asked for, else in another.
    pub alt: String,
    /// Its caption, likewise.
    pub caption: String,
    /// What a document or sound is; None for a picture.
    pub file: Option<FileKind>,
    /// The size of the file it came as, in bytes.
    pub bytes: u64,
    /// Its plain form.
    pub src: String,
    /// Its smallest form, for grids.
    pub thumbnail: String,
    /// Whether readers see it in an article.
    pub public: bool,
    /// Whether it stands on a home page; known in the list of those without alternative text.
    pub home: bool,
    mark: Mark,
}

impl Listed {
    /// Whether someone has still to write what it shows.
    pub fn is_missing_alt(&self) -> bool {
        self.file.is_none() && !self.decorative && self.alt.is_empty()
    }

    /// Where the list goes on after this one.
    pub fn mark(&self) -> Mark {
        self.mark
    }
}

/// The library's pictures, newest first, with texts in `language`, else in `main`, else in any.
pub async fn list(tx: &mut Tx, filter: &Filter, after: Option<Mark>, limit: i64, tags: (&str, &str)) -> Result<Vec<Listed>, Error> {
    let home = if filter.without_alt { home(tx).await? } else { Vec::new() };
    let rows = store::list(tx, filter, &home, after, limit).await?;
    listed(tx, rows, tags).await
}

/// The pictures on the cards of the home pages: the lead, the latest.
async fn home(tx: &mut Tx) -> Result<Vec<Id>, Error> {
    let mut pictures = Vec::new();
    for language in site::identity(tx).await?.languages {
        let lead = articles::lead(tx, &language).await?;
        let latest = articles::latest(tx, &language, None, ON_HOME).await?;
        pictures.extend(lead.into_iter().chain(latest).filter_map(|card| card.image));
    }
    Ok(pictures)
}

/// One picture as the list shows it.
pub async fn one(tx: &mut Tx, id: Id, tags: (&str, &str)) -> Result<Option<Listed>, Error> {
    Ok(these(tx, &[id], tags).await?.pop())
}

/// These pictures as the list shows them, in no order.
pub async fn these(tx: &mut Tx, ids: &[Id], tags: (&str, &str)) -> Result<Vec<Listed>, Error> {
    let rows = store::by_ids(tx, ids).await?;
    listed(tx, rows, tags).await
}

async fn listed(tx: &mut Tx, rows: Vec<store::ListRow>, (language, main): (&str, &str)) -> Result<Vec<Listed>, Error> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let known = super::refs(tx, &ids, language, main).await?;
    let mut spoken: HashMap<Id, (String, String)> = HashMap::new();
    for text in super::store::texts(tx, &ids).await? {
        let said = spoken.entry(text.media).or_default();
        if said.0.is_empty() {
            said.0 = text.alt;
        }
        if said.1.is_empty() {
            said.1 = text.caption;
        }
    }
    let listed = rows.into_iter().map(|row| {
        let (mut alt, mut caption) = spoken.remove(&row.id).unwrap_or_default();
        let (mut src, mut thumbnail) = (String::new(), String::new());
        if let Some(picture) = known.get(&row.id) {
            src.clone_from(&picture.src);
            let small = picture.variants.iter().find(|variant| variant.format == "image/webp");
            thumbnail = small.map_or_else(|| src.clone(), |small| small.src.clone());
            for (own, any) in [(&picture.alt, &mut alt), (&picture.caption, &mut caption)] {
                if !own.is_empty() {
                    any.clone_from(own);
                }
            }
        }
        Listed {
            id: row.id,
            name: row.name,
            width: row.width,
            height: row.height,
            credit: row.credit,
            decorative: row.decorative,
            alt: if row.decorative { String::new() } else { alt },
            caption,
            file: FileKind::of_media_type(&row.content_type),
            bytes: u64::try_from(row.bytes).unwrap_or(0),
            src,
            thumbnail,
            public: row.rank > 0,
            home: row.rank > 1,
            mark: Mark { rank: row.rank, shown_at: row.shown_at, id: row.id },
        }
    });
    Ok(listed.collect())
}

/// How many pictures have no alternative text, those on public pages too: `(public, all)`, each counted up to [`COUNTED`].
pub async fn count_missing_alt(tx: &mut Tx) -> Result<(usize, usize), Error> {
    let limit = i64::try_from(COUNTED).map_err(Error::broken)?;
    let all = store::list(tx, &Filter { without_alt: true, ..Filter::default() }, &[], None, limit).await?;
    Ok((all.iter().filter(|row| row.rank > 0).count(), all.len()))
}

/// What is said of a picture in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// What stands below it.
    pub caption: String,
}

/// A picture with all that is said of it.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its id.
    pub id: Id,
    /// The name of the file it came as.
    pub name: String,
    /// The media type of the file it came as.
    pub content_type: String,
    /// The size of that file in bytes.
    pub bytes: i64,
    /// Its width in pixels.
    pub width: i64,
    /// Its height in pixels.
    pub height: i64,
    /// Its credit, the same in every language.
    pub credit: String,
    /// The rights written in the file.
    pub rights: String,
    /// Whether it says nothing that words would have to say.
    pub decorative: bool,
    /// Under what it may be used.
    pub licence: Licence,
    /// The point that crops keep, in hundredths from the left and from the top.
    pub focus: (u8, u8),
    /// When it was brought.
    pub created_at: Timestamp,
    /// What is said of it, by language.
    pub texts: BTreeMap<String, Said>,
    /// Where it was found on the web; empty for one that was brought by hand.
    pub source: String,
}

/// All that is said of a picture.
pub async fn details(tx: &mut Tx, id: Id) -> Result<Option<Details>, Error> {
    let Some(row) = store::details(tx, id).await? else {
        return Ok(None);
    };
    let texts = super::store::texts(tx, &[id]).await?;
    Ok(Some(Details {
        id,
        name: row.name,
        content_type: row.content_type,
        bytes: row.bytes,
        width: row.width,
        height: row.height,
        credit: row.credit,
        rights: row.rights,
        decorative: row.decorative,
        licence: Licence::parse(&row.licence),
        focus: (super::part(row.focus_x)?, super::part(row.focus_y)?),
        created_at: row.created_at,
        source: row.source,
        texts: texts.into_iter().map(|text| (text.language, Said { alt: text.alt, caption: text.caption })).collect(),
    }))
}

/// Somewhere a picture is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// An article: its headline, and whether it is readers who see the picture there.
    Article {
        /// Its id.
        id: Id,
        /// Its headline; empty for one not yet named.
        headline: String,
        /// Its language.
        language: String,
        /// Whether its published text shows the picture; else only the text being written does.
        public: bool,
    },
    /// A contributor's portrait.
    Portrait {
        /// The contributor.
        id: Id,
        /// Their name.
        name: String,
    },
    /// A static page.
    StaticPage {
        /// The page.
        id: Id,
        /// Its title.
        title: String,
    },
    /// The site's logo, on a light or a dark ground.
    Logo,
    /// An article that shows it in an older revision only.
    Revision {
        /// The article.
        article: Id,
        /// The latest such revision.
        revision: Id,
        /// The article's headline now.
        headline: String,
        /// Its language.
        language: String,
    },
}

/// The articles that show a picture in an older revision only. Reads every revision there is: for when somebody asks.
pub async fn old_places(tx: &mut Tx, id: Id) -> Result<Vec<Place>, Error> {
    let now: Vec<Id> = store::articles_with(tx, id).await?.into_iter().map(|row| row.id).collect();
    let rows = store::old_revisions_with(tx, id, OLD).await?;
    let place =
        |row: store::OldRow| Place::Revision { article: row.id, revision: row.revision, headline: row.headline, language: row.language };
    Ok(rows.into_iter().filter(|row| !now.contains(&row.id)).map(place).collect())
}

/// Every place where a picture is used now, what is being written included. Old revisions do not count.
pub async fn places(tx: &mut Tx, id: Id) -> Result<Vec<Place>, Error> {
    let main = site::main_language(tx).await?;
    let mut found: Vec<Place> = Vec::new();
    for row in store::articles_with(tx, id).await? {
        found.push(Place::Article { id: row.id, headline: row.headline, language: row.language, public: row.public });
    }
    for contributor in contributors::all(tx).await?.into_iter().filter(|one| one.portrait == Some(id)) {
        let name = best(&contributor.names, &main, &main).map(|name| name.name.clone()).unwrap_or_default();
        found.push(Place::Portrait { id: contributor.id, name });
    }
    for page in pages::all(tx).await? {
        let shows = |text: &&pages::PageText| {
            document::from_json(&text.body).is_ok_and(|document| document::references(&document).media.contains(&id))
        };
        if let Some(text) = page.texts.values().find(shows) {
            found.push(Place::StaticPage { id: page.id, title: text.title.clone() });
        }
    }
    let look = site::load(tx).await?.look;
    if look.logo == Some(id) || look.logo_dark == Some(id) {
        found.push(Place::Logo);
    }
    Ok(found)
}
