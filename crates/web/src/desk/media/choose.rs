//! A picture for one place: an article's head, a portrait, the logo. Chosen among the library's or brought right there, with
//! or without JavaScript.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::articles::{self, Autosaved, Content};
use newsroom::contributors::{self, Details};
use newsroom::media::{self, Words};
use newsroom::{Id, naming, site};
use theme::desk::Here;
use theme::desk::media::ChooseMedia;

use super::{Asked, grid, item, query, take};
use crate::guard::{Desk, PostedFiles};
use crate::{Failure, Web, done};

/// Where a picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Article(Id),
    Portrait(Id),
    Logo,
    LogoDark,
}

/// What is known of a place.
struct Known {
    of: String,
    language: String,
    current: Option<Id>,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Place::Article(_) => "image",
            Place::Portrait(_) => "portrait",
            Place::Logo => "logo",
            Place::LogoDark => "logo-dark",
        }
    }

    fn back(self) -> String {
        match self {
            Place::Article(id) => format!("/desk/articles/{id}"),
            Place::Portrait(id) => format!("/desk/contributors/{id}"),
            Place::Logo | Place::LogoDark => "/desk/settings".to_owned(),
        }
    }

    fn action(self) -> String {
        format!("{}/{}", self.back(), self.name())
    }

    fn here(self) -> Here {
        match self {
            Place::Article(_) => Here::Articles,
            Place::Portrait(_) => Here::Contributors,
            Place::Logo | Place::LogoDark => Here::Settings,
        }
    }

    fn allow(self, desk: &Desk) -> Result<(), Failure> {
        desk.allow(match self {
            Place::Article(_) => Right::Write,
            Place::Portrait(_) => Right::Curate,
            Place::Logo | Place::LogoDark => Right::Administer,
        })
    }

    async fn known(self, web: &Web) -> Result<Known, Failure> {
        let mut tx = web.app.read().await?;
        let site = site::load(&mut tx).await?;
        let main = site.identity.main_language().to_owned();
        Ok(match self {
            Place::Article(id) => {
                let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
                let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
                Known { of: copy.content.headline, language: article.language, current: copy.content.image }
            }
            Place::Portrait(id) => {
                let one = contributors::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
                let name = naming::best(&one.names, &main, &main).map(|name| name.name.clone()).unwrap_or_default();
                Known { of: name, language: main, current: one.portrait }
            }
            Place::Logo => Known { of: site.identity.name, language: main, current: site.look.logo },
            Place::LogoDark => Known { of: site.identity.name, language: main, current: site.look.logo_dark },
        })
    }

    async fn set(self, web: &Web, desk: &Desk, image: Option<Id>) -> Result<(), Failure> {
        let actor = desk.actor();
        let mut tx = web.app.read().await?;
        let number = match self {
            Place::Article(id) => {
                let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
                drop(tx);
                let content = with_image(copy.content, image);
                return match articles::save(&web.app, &actor, id, copy.number, content).await? {
                    Autosaved::Kept(_) => Ok(()),
                    Autosaved::Conflict(_) => Err(Failure::Conflict("article-conflict")),
                };
            }
            Place::Portrait(id) => {
                let one = contributors::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
                let (private_name, email) = contributors::private_name(&mut tx, id).await?;
                drop(tx);
                let details = Details { kind: one.kind, names: one.names, portrait: image, private_name, email };
                contributors::update(&web.app, &actor, id, details).await?
            }
            Place::Logo | Place::LogoDark => {
                let mut site = site::load(&mut tx).await?;
                drop(tx);
                *(if self == Place::Logo { &mut site.look.logo } else { &mut site.look.logo_dark }) = image;
                site::save(&web.app, &actor, &site).await?
            }
        };
        web.published(number).await;
        Ok(())
    }
}

/// Another picture: what the article said of the one before does not describe it.
fn with_image(content: Content, image: Option<Id>) -> Content {
    if content.image == image {
        return content;
    }
    Content { image, image_alt: String::new(), image_caption: String::new(), image_credit: String::new(), ..content }
}

/// What was typed for a file that was refused.
#[derive(Default)]
struct Typed {
    alt: String,
    credit: String,
    error: String,
}

async fn page(web: &Web, desk: &Desk, place: Place, asked: &Asked, typed: Typed) -> Result<Response, Failure> {
    place.allow(desk)?;
    let known = place.known(web).await?;
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let (listed, older) = grid(&mut tx, desk, asked).await?;
    let current = match known.current {
        Some(id) => media::one(&mut tx, id, (&known.language, &main)).await?,
        None => None,
    };
    drop(tx);
    let action = place.action();
    let failed = !typed.error.is_empty();
    let context = ChooseMedia {
        frame: desk.frame(web, place.here()).await?,
        place: place.name().to_owned(),
        of: known.of,
        back: place.back(),
        language: known.language,
        current: current.map(item),
        words: asked.words.clone(),
        items: listed.into_iter().map(item).collect(),
        older_href: older.map(|after| query(&action, asked, &after)),
        first_href: (!asked.after.is_empty()).then(|| query(&action, asked, "")),
        action,
        alt: typed.alt,
        credit: typed.credit,
        error: typed.error,
    };
    let page = web.desk_page("desk/media/choose.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

async fn chosen(web: &Web, place: Place, mut form: PostedFiles) -> Result<Response, Failure> {
    place.allow(&form.desk)?;
    let known = place.known(web).await?;
    let sent = form.next().await?;
    while form.next().await?.is_some() {}
    let desk = form.desk.clone();
    let typed = |name: &str| form.fields.get(name).to_owned();
    let image = match sent {
        Some(file) => {
            let name = super::bare(&file.name);
            let alt = if form.fields.has("alt") { typed("alt") } else { known.of };
            let words = Words { language: known.language, alt, credit: typed("credit"), ..Words::default() };
            match take(web, &desk, file, &words).await? {
                Ok(taken) => Some(taken.id),
                Err(problem) => {
                    let reason = web.text(&desk.language, problem.key, &problem.value);
                    let error = web.text(&desk.language, "media-refused-one", &name) + " " + &reason;
                    return page(web, &desk, place, &Asked::default(), Typed { alt: typed("alt"), credit: typed("credit"), error }).await;
                }
            }
        }
        None if form.fields.has("remove") => None,
        None => match form.fields.get("image").parse::<Id>() {
            Ok(id) => Some(id),
            Err(_) => {
                let error = web.text(&desk.language, "problem-file-missing", "");
                return page(web, &desk, place, &Asked::default(), Typed { alt: typed("alt"), credit: typed("credit"), error }).await;
            }
        },
    };
    if let Some(id) = image {
        let mut tx = web.app.read().await?;
        media::details(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    }
    place.set(web, &desk, image).await?;
    Ok(done(&place.back(), if image.is_some() { "media-chosen" } else { "media-removed" }))
}

fn logo(name: &str) -> Result<Place, Failure> {
    match name {
        "logo" => Ok(Place::Logo),
        "logo-dark" => Ok(Place::LogoDark),
        _ => Err(Failure::NotFound),
    }
}

/// GET `/desk/articles/{id}/image`
pub async fn for_article(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    page(&web, &desk, Place::Article(id), &asked, Typed::default()).await
}

/// POST `/desk/articles/{id}/image`
pub async fn set_article(State(web): State<Web>, Path(id): Path<Id>, form: PostedFiles) -> Result<Response, Failure> {
    chosen(&web, Place::Article(id), form).await
}

/// GET `/desk/contributors/{id}/portrait`
pub async fn for_portrait(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    page(&web, &desk, Place::Portrait(id), &asked, Typed::default()).await
}

/// POST `/desk/contributors/{id}/portrait`
pub async fn set_portrait(State(web): State<Web>, Path(id): Path<Id>, form: PostedFiles) -> Result<Response, Failure> {
    chosen(&web, Place::Portrait(id), form).await
}

/// GET `/desk/settings/{logo}`: `logo` or `logo-dark`
pub async fn for_logo(
    State(web): State<Web>,
    desk: Desk,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    page(&web, &desk, logo(&name)?, &asked, Typed::default()).await
}

/// POST `/desk/settings/{logo}`
pub async fn set_logo(State(web): State<Web>, Path(name): Path<String>, form: PostedFiles) -> Result<Response, Failure> {
    chosen(&web, logo(&name)?, form).await
}
