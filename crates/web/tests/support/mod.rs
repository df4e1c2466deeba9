//! A router over a real newsroom, asked without a socket.
#![allow(dead_code, reason = "each test file uses its own part")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use newsroom::accounts;
use newsroom::testing::TestApp;
use tower::ServiceExt;
use web::pages::{self, step};
use web::{Options, Web};

/// A router and the newsroom behind it.
pub struct Site {
    pub test: TestApp,
    pub web: Web,
    pub router: Router,
    /// The cookie and the secret of a signed-in desk.
    pub cookie: String,
    pub csrf: String,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn open(test: TestApp) -> Site {
    let web = Web::new(test.app.clone(), Options::default());
    let router = web::app::router(web.clone());
    let (mut cookie, mut csrf) = (String::new(), String::new());
    if test.account != 0 {
        let session = accounts::start_session(&test.app, test.account, "192.0.2.1", "test").await.unwrap();
        csrf = accounts::find_session(&test.app, &session.token).await.unwrap().unwrap().csrf;
        cookie = format!("kiosque_session={}", session.token);
    }
    Site { test, web, router, cookie, csrf }
}

/// A site that was set up in French and English.
pub async fn site() -> Site {
    open(newsroom::testing::set_up().await.unwrap()).await
}

impl Site {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A page of the desk, signed in.
    pub async fn desk(&self, path: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap()).await
    }

    /// A form of the desk, signed in.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(fields);
        self.form(path, &all, &self.cookie).await
    }

    /// A form as it is.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", web::web::encode_value(name), web::web::encode_value(value))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// The letters that are kept, oldest first: kind, address, message.
    pub async fn letters(&self) -> Vec<(String, String, String)> {
        let mut tx = self.test.app.read().await.unwrap();
        let mut all = newsroom::letters::latest(&mut tx, 100).await.unwrap();
        all.reverse();
        all.into_iter().map(|letter| (letter.kind, letter.recipient, letter.message)).collect()
    }

    /// JSON as the editor sends it.
    pub async fn json(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-csrf-token", &self.csrf)
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.send(request).await
    }

    /// Lets every follower and job run to its end: readers see what was published.
    pub async fn settle(&self) {
        newsroom::jobs::work_until_idle(&self.test.app).await.unwrap();
        self.web.pages.drop_all(step(&self.web, None).await.unwrap().last);
        assert!(!pages::NAME.is_empty());
    }
}

/// The first address in a letter that begins so: what a reader would press.
pub fn link_in(message: &str, begins: &str) -> String {
    let plain = message.replace("=\r\n", "").replace("=3D", "=").replace("=2E", ".").replace("=5F", "_");
    let at = plain.find(begins).unwrap_or_else(|| panic!("no {begins} in {plain}"));
    plain[at..].split(|c: char| c.is_ascii_whitespace() || "\"<>".contains(c)).next().unwrap().to_owned()
}

/// The value of a hidden field or a button.
pub fn value_of(html: &str, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let after = html.split(&marker).nth(1).unwrap_or_else(|| panic!("no field {name} in {html}"));
    after.split('"').next().unwrap().to_owned()
}

/// The visible lines of a page: the words of every element, in reading order, without scripts and styles.
pub fn lines(html: &str) -> Vec<String> {
    let mut text = html.split("<body>").nth(1).unwrap_or(html).to_owned();
    for (from, to) in [("<script", "</script>"), ("<style", "</style>")] {
        while let Some(start) = text.find(from) {
            let end = text[start..].find(to).map_or(text.len(), |end| start + end + to.len());
            text.replace_range(start..end, "");
        }
    }
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => {
                inside = true;
                out.push('\n');
            }
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    let decode = |line: &str| {
        line.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&#x2f;", "/")
            .replace("&amp;", "&")
    };
    out.lines().map(|line| decode(line.trim_matches(|c: char| c.is_ascii_whitespace()))).filter(|line| !line.is_empty()).collect()
}
