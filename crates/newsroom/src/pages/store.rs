//! All SQL of static pages.

use database::{Id, Timestamp, Tx};

use super::{PageText, Texts};
use crate::Error;

/// A static page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaticPage {
    /// Its id.
    pub id: Id,
    /// Its texts by language.
    pub texts: Texts,
}

type Row = (Id, String, String, String, String, bool);

fn pages(rows: Vec<Row>) -> Vec<StaticPage> {
    let mut pages: Vec<StaticPage> = Vec::new();
    for (id, language, title, slug, body, published) in rows {
        let text = PageText { title, slug, body, published };
        match pages.iter_mut().find(|page| page.id == id) {
            Some(page) => {
                page.texts.insert(language, text);
            }
            None => pages.push(StaticPage { id, texts: Texts::from([(language, text)]) }),
        }
    }
    pages
}

/// All static pages, in their order.
pub async fn all(tx: &mut Tx) -> Result<Vec<StaticPage>, Error> {
    Ok(pages(database::fetch_all!(
        tx,
        Row,
        "SELECT p.id, t.language, t.title, t.slug, t.body, t.published FROM static_page p JOIN static_page_text t ON t.static_page = p.id
         ORDER BY p.position, p.id, t.language"
    )?))
}

/// One static page.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<StaticPage>, Error> {
    let rows = database::fetch_all!(
        tx,
        Row,
        "SELECT static_page, language, title, slug, body, published FROM static_page_text WHERE static_page = $1",
        id
    )?;
    Ok(pages(rows).pop())
}

pub(super) async fn put(tx: &mut Tx, id: Id, texts: &Texts, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO static_page (id, position, created_at, updated_at)
         VALUES ($1, (SELECT COALESCE(MAX(position) + 1, 0) FROM static_page), $2, $2)
         ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at",
        id,
        now
    )?;
    database::execute!(tx, "DELETE FROM static_page_text WHERE static_page = $1", id)?;
    for (language, text) in texts {
        database::execute!(
            tx,
            "INSERT INTO static_page_text (static_page, language, title, slug, body, published, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            language.as_str(),
            text.title.as_str(),
            text.slug.as_str(),
            text.body.as_str(),
            text.published,
            now
        )?;
    }
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM static_page WHERE id = $1", id)?;
    Ok(())
}
