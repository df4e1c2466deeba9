//! The media library at the desk: forms without JavaScript, and JSON for the editor.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::media::{self, Words};
use newsroom::{Id, articles, contributors, testing};
use support::{Answer, Site, site};

/// One pixel; `comment` makes it another file.
fn pixel(comment: u8) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x21\xFE\x01".to_vec();
    bytes.push(comment);
    bytes.extend(b"\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B");
    bytes
}

const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";

enum Part<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a str, Vec<u8>),
}

fn body(parts: &[Part<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Text(name, value) => {
                out.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
            }
            Part::File(name, file, bytes) => {
                let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n");
                out.extend(head.bytes());
                out.extend(bytes);
                out.extend(b"\r\n");
            }
        }
    }
    out.extend(b"--x--\r\n");
    out
}

async fn send(site: &Site, path: &str, parts: &[Part<'_>], accept: &str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ACCEPT, accept)
        .header(header::COOKIE, &site.cookie)
        .body(Body::from(body(parts)))
        .unwrap();
    site.send(request).await
}

async fn form(site: &Site, path: &str, parts: Vec<Part<'_>>) -> Answer {
    let mut all = vec![Part::Text("csrf", &site.csrf)];
    all.extend(parts);
    send(site, path, &all, "text/html").await
}

async fn picture(site: &Site, name: &str, number: u8, alt: &str) -> Id {
    let words = Words { language: "fr".to_owned(), alt: alt.to_owned(), credit: "Ana Verel".to_owned(), ..Words::default() };
    media::upload(&site.test.app, &site.test.actor(), name, pixel(number), &words).await.unwrap().id
}

async fn draft(site: &Site) -> Id {
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::draft(&site.test, "Un pont", section, "L'eau est revenue.").await.unwrap()
}

async fn content(site: &Site, id: Id) -> articles::Content {
    let mut tx = site.test.app.read().await.unwrap();
    articles::working_copy(&mut tx, id).await.unwrap().unwrap().content
}

#[tokio::test]
async fn a_picture_is_brought_described_and_found() {
    let site = site().await;
    assert!(site.desk("/desk/media").await.body.contains("Aucune image pour l’instant"));
    let taken = form(&site, "/desk/media", vec![Part::File("file", "C:\\photos\\pont.gif", pixel(1))]).await;
    let path = taken.location().strip_suffix("?said=media-taken").unwrap_or_else(|| panic!("{}", taken.body)).to_owned();
    let page = site.desk(taken.location()).await.body;
    assert!(page.contains("<h1 class=\"media-file\">pont.gif</h1>") && page.contains("Dites maintenant"), "{page}");
    assert!(page.contains("ne sert nulle part"));
    let said = [("alt.fr", "Un pont de pierre"), ("caption.fr", "En avril."), ("alt.en", "A bridge"), ("credit", "Ana Verel")];
    assert_eq!(site.post(&path, &said).await.location(), format!("{path}?said=media-saved"));
    let page = site.desk(&path).await.body;
    for words in ["Un pont de pierre", "En avril.", "A bridge", "Ana Verel"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(site.desk("/desk/media?words=PIERRE+verel").await.body.contains(&path));
    assert!(site.desk("/desk/media?words=lac").await.body.contains("Aucune image trouvée"));
    let again = form(&site, "/desk/media", vec![Part::File("file", "b.gif", pixel(1))]).await;
    assert_eq!(again.location(), format!("{path}?said=media-known"));
}

#[tokio::test]
async fn a_refused_file_is_named_with_its_reason_and_the_others_are_kept() {
    let site = site().await;
    let files = vec![
        Part::File("file", "a.gif", pixel(1)),
        Part::File("file", "IMG_1.heic", HEIC.to_vec()),
        Part::File("file", "long.jpg", vec![0; media::MAX_BYTES + 1]),
        Part::File("file", "b.gif", pixel(2)),
    ];
    let answer = form(&site, "/desk/media", files).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = support::lines(&answer.body).join(" ");
    assert!(text.contains("IMG_1.heic Les images HEIC"), "{text}");
    assert!(text.contains("long.jpg Ce fichier dépasse 40 Mo"), "{text}");
    assert!(text.contains("Ces 2 images sont enregistrées"), "{text}");
    let mut tx = site.test.app.read().await.unwrap();
    assert_eq!(media::list(&mut tx, &media::Filter::default(), None, 9, ("fr", "fr")).await.unwrap().len(), 2);
    drop(tx);
    let both = vec![Part::File("file", "c.gif", pixel(3)), Part::File("file", "d.gif", pixel(4))];
    assert_eq!(form(&site, "/desk/media", both).await.location(), "/desk/media?said=media-taken-all");
    let none = form(&site, "/desk/media", vec![Part::File("file", "", Vec::new())]).await;
    assert!(none.body.contains("Aucun fichier n’a été choisi."));
}

#[tokio::test]
async fn a_form_of_another_site_brings_nothing() {
    let site = site().await;
    let forged = [Part::Text("csrf", "forged"), Part::File("file", "a.gif", pixel(1))];
    assert_eq!(send(&site, "/desk/media", &forged, "text/html").await.status, StatusCode::FORBIDDEN);
    let late = [Part::File("file", "a.gif", pixel(1)), Part::Text("csrf", &site.csrf)];
    assert_eq!(send(&site, "/desk/media", &late, "text/html").await.status, StatusCode::FORBIDDEN);
    let out = Request::post("/desk/media")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ACCEPT, "application/json")
        .body(Body::from(body(&[Part::File("file", "a.gif", pixel(1))])))
        .unwrap();
    assert_eq!(site.send(out).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_editor_sends_lists_and_asks_for_one_in_json() {
    let site = site().await;
    let parts = [Part::Text("csrf", &site.csrf), Part::File("file", "pont.gif", pixel(1))];
    let sent = send(&site, "/desk/media", &parts, "application/json").await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let one: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
    let id = one["id"].as_str().unwrap();
    assert_eq!((one["name"].as_str(), one["width"].as_i64(), one["decorative"].as_bool()), (Some("pont.gif"), Some(1), Some(false)));
    assert!(one["src"].as_str().unwrap().starts_with("/media/") && one["thumbnail"].as_str().unwrap().ends_with(".webp"));
    let found: serde_json::Value = serde_json::from_str(&site.desk(&format!("/desk/media/{id}.json")).await.body).unwrap();
    assert_eq!(found, one);
    let list: serde_json::Value = serde_json::from_str(&site.desk("/desk/media.json?words=pont").await.body).unwrap();
    assert_eq!(list["items"], serde_json::json!([one]));
    assert_eq!(site.desk("/desk/media/7.json").await.status, StatusCode::NOT_FOUND);
    let parts = [Part::Text("csrf", &site.csrf), Part::File("file", "x.avif", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec())];
    let refused = send(&site, "/desk/media", &parts, "application/json").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said: serde_json::Value = serde_json::from_str(&refused.body).unwrap();
    assert!(said["message"].as_str().unwrap().contains("AVIF"), "{said}");
}

#[tokio::test]
async fn pictures_without_alternative_text_are_counted_and_listed() {
    let site = site().await;
    picture(&site, "dit.gif", 1, "Un lac").await;
    let id = picture(&site, "muet.gif", 2, "").await;
    let state = site.desk("/desk/state").await.body;
    assert!(state.contains("Images sans texte alternatif\u{202f}: 1") && state.contains("/desk/media?missing=1"), "{state}");
    let missing = site.desk("/desk/media?missing=1").await.body;
    assert!(missing.contains(&format!("/desk/media/{id}")) && !missing.contains("Un lac"));
    site.post(&format!("/desk/media/{id}"), &[("alt.fr", ""), ("caption.fr", ""), ("credit", ""), ("decorative", "1")]).await;
    assert!(site.desk("/desk/media?missing=1").await.body.contains("Toutes les images disent ce qu’elles montrent"));
}

#[tokio::test]
async fn the_grid_goes_on_in_pages() {
    let site = site().await;
    for number in 0..50 {
        picture(&site, &format!("p{number}.gif"), number, "x").await;
    }
    let first = site.desk("/desk/media").await.body;
    let older = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let second = site.desk(older).await.body;
    assert_eq!(second.matches("class=\"media-card\"").count(), 2);
    assert!(second.contains("rel=\"prev\" href=\"/desk/media\""));
}

#[tokio::test]
async fn a_used_picture_says_where_and_stays_and_an_unused_one_goes() {
    let site = site().await;
    let (used, idle) = (picture(&site, "a.gif", 1, "Un pont").await, picture(&site, "b.gif", 2, "").await);
    let id = draft(&site).await;
    assert_eq!(site.post(&format!("/desk/articles/{id}/image"), &[("image", &used.to_string())]).await.status, StatusCode::SEE_OTHER);
    let page = site.desk(&format!("/desk/media/{used}")).await.body;
    assert!(page.contains("Un pont") && page.contains(&format!("/desk/articles/{id}")) && page.contains("en cours d’écriture"), "{page}");
    assert!(!page.contains(&format!("/desk/media/{used}/delete")));
    let refused = site.post(&format!("/desk/media/{used}/delete"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Cette image sert encore"));
    assert_eq!(site.post(&format!("/desk/media/{idle}/delete"), &[]).await.location(), "/desk/media?said=deleted");
    assert_eq!(site.desk(&format!("/desk/media/{idle}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_featured_picture_is_chosen_and_brought_without_javascript_and_nothing_typed_is_lost() {
    let site = site().await;
    let known = picture(&site, "lac.gif", 1, "Un lac").await;
    let id = draft(&site).await;
    let path = format!("/desk/articles/{id}");
    let edit = site.desk(&path).await.body;
    assert!(edit.contains("name=\"action\" value=\"image\""));
    let number = edit.split("name=\"number\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let typed = [("headline", "Un pont, un lac"), ("number", number.as_str()), ("image_alt", "À moi"), ("action", "image")];
    assert_eq!(site.post(&path, &typed).await.location(), format!("{path}/image"));
    assert_eq!(content(&site, id).await.headline, "Un pont, un lac");
    let choose = site.desk(&format!("/desk/articles/{id}/image?words=lac")).await.body;
    assert!(choose.contains(&format!("name=\"image\" value=\"{known}\"")), "{choose}");
    let chosen = site.post(&format!("{path}/image"), &[("image", &known.to_string())]).await;
    assert_eq!(chosen.location(), format!("{path}?said=media-chosen"));
    let now = content(&site, id).await;
    assert_eq!((now.image, now.image_alt.as_str(), now.headline.as_str()), (Some(known), "", "Un pont, un lac"));
    let parts = vec![Part::File("file", "x.heic", HEIC.to_vec()), Part::Text("alt", "Une rive"), Part::Text("credit", "Ana")];
    let refused = form(&site, &format!("{path}/image"), parts).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("x.heic n’a pas été pris.") && refused.body.contains("Une rive") && refused.body.contains("value=\"Ana\"")
    );
    let parts = vec![Part::File("file", "rive.gif", pixel(2)), Part::Text("alt", "Une rive"), Part::Text("credit", "Ana")];
    form(&site, &format!("{path}/image"), parts).await;
    let fresh = content(&site, id).await.image.unwrap();
    assert_ne!(fresh, known);
    let edit = site.desk(&path).await.body;
    assert!(edit.contains("placeholder=\"Une rive\"") && edit.contains("placeholder=\"Ana\""), "{edit}");
    site.post(&format!("{path}/image"), &[("remove", "1")]).await;
    assert_eq!(content(&site, id).await.image, None);
    assert_eq!(site.post(&format!("{path}/image"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn before_publishing_silent_pictures_are_named() {
    let site = site().await;
    let silent = picture(&site, "a.gif", 1, "").await;
    let id = draft(&site).await;
    site.post(&format!("/desk/articles/{id}/image"), &[("image", &silent.to_string())]).await;
    assert!(site.desk(&format!("/desk/articles/{id}/publish")).await.body.contains("n’a pas de texte alternatif"));
    site.post(&format!("/desk/media/{silent}"), &[("alt.fr", "Un pont"), ("caption.fr", "")]).await;
    assert!(!site.desk(&format!("/desk/articles/{id}/publish")).await.body.contains("n’a pas de texte alternatif"));
}

async fn portrait(site: &Site, id: Id) -> Option<Id> {
    let mut tx = site.test.app.read().await.unwrap();
    contributors::by_id(&mut tx, id).await.unwrap().unwrap().portrait
}

#[tokio::test]
async fn a_portrait_is_sent_with_the_form_kept_chosen_and_removed() {
    let site = site().await;
    let fields = |name: &'static str| vec![Part::Text("kind", "person"), Part::Text("name.fr", name)];
    let mut nameless = fields("");
    nameless.push(Part::File("portrait_file", "ana.gif", pixel(1)));
    let refused = form(&site, "/desk/contributors", nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let carried = refused.body.split("name=\"portrait\" value=\"").nth(1).expect("the picture is carried on").split('"').next().unwrap();
    let mut named = fields("Ana Lisak");
    named.push(Part::Text("portrait", carried));
    named.push(Part::Text("action", "choose-portrait"));
    let made = form(&site, "/desk/contributors", named).await;
    let id: Id = made.location().strip_prefix("/desk/contributors/").unwrap().strip_suffix("/portrait").unwrap().parse().unwrap();
    assert_eq!(portrait(&site, id).await.map(|id| id.to_string()).as_deref(), Some(carried));
    assert!(site.desk(&format!("/desk/media/{carried}")).await.body.contains("Ana Lisak"), "the picture says whom it shows");
    assert!(site.desk(&format!("/desk/contributors/{id}/portrait")).await.body.contains("Ana Lisak"));
    let path = format!("/desk/contributors/{id}");
    site.post(&path, &[("kind", "person"), ("name.fr", "Ana Lisak")]).await;
    assert!(portrait(&site, id).await.is_some(), "a form without the field takes nothing away");
    let mut other = fields("Ana Lisak");
    other.push(Part::File("portrait_file", "x.heic", HEIC.to_vec()));
    let refused = form(&site, &path, other).await;
    assert!(refused.body.contains("HEIC") && refused.body.contains("value=\"Ana Lisak\""));
    site.post(&path, &[("kind", "person"), ("name.fr", "Ana Lisak"), ("portrait", carried), ("portrait_remove", "1")]).await;
    assert_eq!(portrait(&site, id).await, None);
    site.post(&format!("/desk/contributors/{id}/portrait"), &[("image", carried)]).await;
    assert!(portrait(&site, id).await.is_some());
    site.settle().await;
    let author = site.get("/auteur/ana-lisak").await.body;
    assert!(author.contains("alt=\"Image d’Ana Lisak\""), "{author}");
}

#[tokio::test]
async fn the_logo_stands_on_the_pages_and_has_a_dark_one() {
    let site = site().await;
    let fields = [("name", "Le Courrier"), ("languages", "fr, en"), ("zone", "Europe/Paris"), ("share", "email")];
    let mut parts: Vec<Part<'_>> = fields.iter().map(|(name, value)| Part::Text(name, value)).collect();
    parts.push(Part::File("logo_file", "logo.gif", pixel(1)));
    let saved = form(&site, "/desk/settings", parts).await;
    assert_eq!(saved.location(), "/desk/settings?said=saved", "{}", saved.body);
    site.settle().await;
    let home = site.get("/").await.body;
    assert!(home.contains("<img src=\"/media/") && home.contains("alt=\"Le Courrier\""), "{home}");
    assert!(site.desk("/desk/settings/logo").await.body.contains("Le Courrier"));
    let parts = vec![Part::File("file", "dark.gif", pixel(2))];
    assert_eq!(form(&site, "/desk/settings/logo-dark", parts).await.location(), "/desk/settings?said=media-chosen");
    site.settle().await;
    assert!(site.get("/").await.body.contains("prefers-color-scheme: dark"));
    assert_eq!(site.desk("/desk/settings/banner").await.status, StatusCode::NOT_FOUND);
    let mut typed = fields.to_vec();
    typed.push(("action", "choose-logo"));
    assert_eq!(site.post("/desk/settings", &typed).await.location(), "/desk/settings/logo");
}

#[tokio::test]
async fn alternative_texts_are_written_in_the_list_itself() {
    let site = site().await;
    let (said, idle) = (picture(&site, "pont.gif", 1, "").await, picture(&site, "lac.gif", 2, "").await);
    let page = site.desk("/desk/media?missing=1").await.body;
    assert!(page.contains(&format!("name=\"alt.{said}\"")) && page.contains(&format!("name=\"alt.{idle}\"")), "{page}");
    let ids = [said.to_string(), idle.to_string()];
    let field = format!("alt.{said}");
    let fields = [("language", "fr"), ("picture", ids[0].as_str()), ("picture", &ids[1]), (field.as_str(), "Un pont")];
    let answer = site.post("/desk/media/alts", &fields).await;
    assert!(answer.location().ends_with("said=media-alts-saved"), "{}", answer.location());
    let page = site.desk(answer.location()).await.body;
    assert!(!page.contains(&format!("name=\"alt.{said}\"")) && page.contains(&format!("name=\"alt.{idle}\"")));
}

#[tokio::test]
async fn the_point_of_crops_is_typed_and_followed_by_cards() {
    let site = site().await;
    let id = picture(&site, "pont.gif", 1, "Un pont").await;
    let article = draft(&site).await;
    form(&site, &format!("/desk/articles/{article}/image"), vec![Part::Text("image", &id.to_string())]).await;
    site.post(&format!("/desk/articles/{article}/publish"), &[]).await;
    let path = format!("/desk/media/{id}");
    let wrong = site.post(&path, &[("alt.fr", "Un pont rouge"), ("focus_x", "200"), ("focus_y", "abc")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("de 0 à 100") && wrong.body.contains("Un pont rouge"), "{}", wrong.body);
    site.post(&path, &[("alt.fr", "Un pont"), ("credit", "Ana Verel"), ("focus_x", "30"), ("focus_y", "81"), ("licence", "cc_by")]).await;
    let page = site.desk(&path).await.body;
    assert!(page.contains("crop-card fx30 fy80") && page.contains("value=\"81\""), "{page}");
    assert!(page.contains("<option value=\"cc_by\" selected"));
    site.settle().await;
    assert!(site.get("/").await.body.contains("class=\"fx30 fy80\""));
}

#[tokio::test]
async fn another_file_takes_the_place_of_a_picture() {
    let site = site().await;
    let taken = {
        let words = Words { language: "fr".to_owned(), alt: "Un pont".to_owned(), ..Words::default() };
        media::upload(&site.test.app, &site.test.actor(), "pont.gif", pixel(1), &words).await.unwrap()
    };
    let path = format!("/desk/media/{}", taken.id);
    let refused = form(&site, &format!("/desk/media/{}/replace", taken.id), vec![Part::File("file", "pont.heic", HEIC.to_vec())]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("HEIC"), "{}", refused.body);
    let answer = form(&site, &format!("/desk/media/{}/replace", taken.id), vec![Part::File("file", "pont-2.gif", pixel(2))]).await;
    assert_eq!(answer.location(), format!("{path}?said=media-replaced"));
    let former = site.get(&taken.href).await;
    assert_eq!(former.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(site.get(former.location()).await.status, StatusCode::OK);
    assert!(site.desk(&path).await.body.contains("Un pont"));
}

#[tokio::test]
async fn a_drawing_stays_one_and_nothing_in_it_acts() {
    let site = site().await;
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='640' height='320'><script>alert(1)</script><circle r='9' onclick='alert(1)'/></svg>";
    let taken = form(&site, "/desk/media", vec![Part::File("file", "carte.svg", drawing.to_vec())]).await;
    let path = taken.location().strip_suffix("?said=media-taken").unwrap_or_else(|| panic!("{}", taken.body)).to_owned();
    assert!(site.desk(&path).await.body.contains("SVG, "));
    let json: serde_json::Value = serde_json::from_str(&site.desk(&format!("{path}.json")).await.body).unwrap();
    assert_eq!((json["width"].as_i64(), json["height"].as_i64()), (Some(640), Some(320)));
    let address = json["src"].as_str().unwrap().to_owned();
    assert!(address.ends_with("/640.svg"), "{address}");
    let answer = site.send(Request::get(&address).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "image/svg+xml");
    assert!(answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().ends_with("sandbox"));
    assert!(answer.body.contains("<circle r=\"9\"/>") && !answer.body.contains("alert"), "{}", answer.body);
    let broken = form(&site, "/desk/media", vec![Part::File("file", "b.svg", b"<svg><g></svg>".to_vec())]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
}
