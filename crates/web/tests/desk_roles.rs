//! Every role on every route of the desk: what docs/desk.md says is what the router answers.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::accounts::{self, Role};
use newsroom::testing;
use support::{Site, site};

const LIST: &str = include_str!("../src/app.rs");
const DOCS: &str = include_str!("../../../docs/desk.md");
/// Pages for those who are not signed in, and one's own.
const OPEN: [&str; 6] = ["/desk/sign-in", "/desk/sign-out", "/desk/link", "/desk/password", "/desk/setup", "/desk/forgotten"];

/// The routes of the desk and their methods, as the one list has them.
fn routes() -> Vec<(String, Vec<&'static str>)> {
    let list = LIST.split_whitespace().collect::<Vec<_>>().join(" ");
    list.split(".route(")
        .skip(1)
        .filter_map(|entry| {
            let path = entry.split('"').nth(1)?.to_owned();
            let made = entry.split('"').nth(2)?;
            let methods = [("GET", "get("), ("POST", "post("), ("PUT", "put(")];
            let named = methods.iter().filter(|(_, call)| made.contains(&format!(" {call}")) || made.contains(&format!(").{call}")));
            Some((path, named.map(|(name, _)| *name).collect()))
        })
        .filter(|(path, _)| path.starts_with("/desk") && !OPEN.contains(&path.as_str()))
        .collect()
}

/// The acts that stand behind the one route of acts.
fn spelled(route: &str) -> Vec<String> {
    match route {
        "/desk/articles/{id}/{act}" => {
            ["review", "ready", "draft", "unpublish", "retract", "trash", "restore"].map(|act| route.replace("{act}", act)).into()
        }
        _ => vec![route.to_owned()],
    }
}

struct Person {
    cookie: String,
    csrf: String,
    own: i64,
    picture: i64,
    file: i64,
}

/// One pixel; `comment` makes it another file.
fn pixel(comment: u8) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x21\xFE\x01".to_vec();
    bytes.push(comment);
    bytes.extend(b"\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B");
    bytes
}

async fn picture(site: &Site, actor: &newsroom::Actor, comment: u8) -> i64 {
    newsroom::media::upload(&site.test.app, actor, "p.gif", pixel(comment), &Default::default()).await.unwrap().id
}

async fn person(site: &Site, role: Role, number: u8) -> Person {
    let id = testing::account(&site.test, role.as_str(), role).await.unwrap();
    let session = accounts::start_session(&site.test.app, id, "192.0.2.9", "test").await.unwrap();
    let csrf = accounts::find_session(&site.test.app, &session.token).await.unwrap().unwrap().csrf;
    let actor = newsroom::Actor::desk(id, "192.0.2.9");
    let own = newsroom::articles::create(&site.test.app, &actor, "fr", "À moi", None).await.unwrap();
    Person {
        cookie: format!("kiosque_session={}", session.token),
        csrf,
        own,
        picture: picture(site, &actor, number).await,
        file: file(site, &actor, number).await,
    }
}

/// Whether the router lets this person in. What is refused for another reason than the role counts as let in.
async fn may(site: &Site, who: &Person, method: &str, path: &str) -> bool {
    let mut request = Request::builder().method(method).uri(path).header(header::COOKIE, &who.cookie);
    let body = match method {
        "PUT" => {
            request = request.header(header::CONTENT_TYPE, "application/json").header("x-csrf-token", &who.csrf);
            Body::from("{}")
        }
        // Forms with a file, and what scripts send.
        "POST" if path.ends_with("/replace") => {
            request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
            let head = "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n";
            let file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.gif\"\r\n\r\nGIF\r\n--x--\r\n";
            Body::from(format!("{head}{}\r\n{file}", who.csrf))
        }
        "POST" if path.ends_with("/presence") => {
            request = request.header(header::CONTENT_TYPE, "application/json").header("x-csrf-token", &who.csrf);
            Body::from("{}")
        }
        "POST" => {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Body::from(format!("csrf={}", who.csrf))
        }
        _ => Body::empty(),
    };
    site.send(request.body(body).unwrap()).await.status != StatusCode::FORBIDDEN
}

/// A document; `number` makes it another.
async fn file(site: &Site, actor: &newsroom::Actor, number: u8) -> i64 {
    let app = &site.test.app;
    let arriving = newsroom::media::Arriving::begin(app, newsroom::media::FileKind::Pdf).await.unwrap();
    let arriving = arriving.add(format!("%PDF-1.7 {number}\n%%EOF").into_bytes()).await.unwrap().unwrap();
    newsroom::media::take_file(app, actor, "p.pdf", arriving, &Default::default()).await.unwrap().id
}

#[tokio::test]
async fn every_role_meets_every_route_as_the_docs_say() {
    let site = site().await;
    let mut people = Vec::new();
    for (role, number) in Role::ALL.into_iter().zip(1..) {
        people.push(person(&site, role, number).await);
    }
    let picture = picture(&site, &site.test.actor(), 99).await;
    let document = file(&site, &site.test.actor(), 99).await;
    let others = newsroom::articles::create(&site.test.app, &site.test.actor(), "fr", "À une autre", None).await.unwrap();
    let mut table = String::from("| route | freelance | journalist | copy editor | editor | administration |\n|---|---|---|---|---|---|\n");
    for (route, methods) in routes() {
        for (method, path) in methods.iter().flat_map(|method| spelled(&route).into_iter().map(move |path| (*method, path))) {
            // Uploads are read part by part: a form without parts says nothing of the role.
            let mut cells = Vec::new();
            for who in &people {
                let fill = |id: i64| {
                    path.replace("{id}", &id.to_string())
                        .replace("{revision}", "1")
                        .replace("{subscriber}", "1")
                        .replace("{logo}", "logo")
                        .replace("{act}", "cancel")
                        .replace("{name}", "1")
                };
                // A picture that is taken away is gone for who asks next.
                let belongs = match route.as_str() {
                    route if route.starts_with("/desk/articles/{id}") => Some((who.own, others)),
                    route if route.starts_with("/desk/media/{id}") && !route.ends_with("/delete") => Some((who.picture, picture)),
                    route if route.starts_with("/desk/files/{id}") && !route.ends_with("/delete") => Some((who.file, document)),
                    _ => None,
                };
                let cell = if let Some((own, other)) = belongs {
                    let (own, other) = (may(&site, who, method, &fill(own)).await, may(&site, who, method, &fill(other)).await);
                    if own && other {
                        "yes"
                    } else if own {
                        "own"
                    } else {
                        "–"
                    }
                } else {
                    // No row has this number: nothing is altered by those who are let in.
                    if may(&site, who, method, &fill(1)).await { "yes" } else { "–" }
                };
                cells.push(cell);
            }
            table.push_str(&format!("| {method} `{path}` | {} |\n", cells.join(" | ")));
        }
    }
    assert!(DOCS.contains(&table), "docs/desk.md must contain this table:\n{table}");
}
