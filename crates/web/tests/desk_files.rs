//! Documents and sounds: brought at the desk, put into an article, read in parts by readers.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::articles;
use support::{Answer, Site, site};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

fn body(csrf: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
    for (name, bytes) in files {
        out.extend(format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes());
        out.extend(*bytes);
        out.extend(b"\r\n");
    }
    out.extend(b"--x--\r\n");
    out
}

async fn send(site: &Site, path: &str, files: &[(&str, &[u8])], accept: &str) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ACCEPT, accept)
        .header(header::COOKIE, &site.cookie)
        .body(Body::from(body(&site.csrf, files)))
        .unwrap();
    site.send(request).await
}

/// Brings the document and gives its page at the desk and its public address.
async fn brought(site: &Site) -> (String, String) {
    let taken = send(site, "/desk/files", &[("Rapport.pdf", PDF)], "text/html").await;
    let path = taken.location().strip_suffix("?said=file-taken").unwrap_or_else(|| panic!("{}", taken.body)).to_owned();
    let json: serde_json::Value = serde_json::from_str(&site.desk(&format!("{path}.json")).await.body).unwrap();
    (path, json["src"].as_str().unwrap().to_owned())
}

async fn read(site: &Site, address: &str, fields: &[(header::HeaderName, &str)]) -> Answer {
    let mut request = Request::get(address);
    for (name, value) in fields {
        request = request.header(name, *value);
    }
    site.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_document_is_brought_named_and_found() {
    let site = site().await;
    assert!(site.desk("/desk/files").await.body.contains("Aucun document pour l’instant"));
    let (path, address) = brought(&site).await;
    assert!(address.ends_with("/rapport.pdf"), "{address}");
    let saved = site.post(&path, &[("title.fr", "Le rapport sur l’eau"), ("credit", "Agence de l’eau")]).await;
    assert_eq!(saved.location(), format!("{path}?said=media-saved"));
    let page = site.desk(&path).await.body;
    assert!(page.contains("<h1 class=\"media-file\">Le rapport sur l’eau</h1>") && page.contains("ne sert nulle part"), "{page}");
    assert!(site.desk("/desk/files?words=rapport").await.body.contains("Le rapport sur l’eau"));
    assert!(site.desk("/desk/files?words=lac").await.body.contains("Aucun document trouvé"));
    let again = send(&site, "/desk/files", &[("b.pdf", PDF)], "text/html").await;
    assert_eq!(again.location(), format!("{path}?said=file-known"));
    let id = path.rsplit('/').next().unwrap();
    assert_eq!(site.desk(&format!("/desk/media/{id}")).await.location(), path);
    assert!(!site.desk("/desk/media").await.body.contains("rapport"));
    let listed = site.desk("/desk/files.json?words=rapport").await.body;
    assert!(listed.contains("\"facts\":\"PDF, 0,1") && listed.contains("\"sound\":false"), "{listed}");
    assert_eq!(site.post(&format!("/desk/files/{id}/delete"), &[]).await.location(), "/desk/files?said=deleted");
    assert_eq!(read(&site, &address, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_refused_file_is_named_with_its_reason_and_the_others_are_kept() {
    let site = site().await;
    let files: [(&str, &[u8]); 4] = [("a.pdf", PDF), ("b.docx", b"PK\x03\x04 not one of ours"), ("c.pdf", &PDF[..30]), ("d.pdf", b"")];
    let answer = send(&site, "/desk/files", &files, "text/html").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = support::lines(&answer.body).join(" ");
    assert!(text.contains("b.docx Ce fichier n’est ni un PDF ni un MP3"), "{text}");
    assert!(text.contains("c.pdf Ce fichier est coupé ou abîmé"), "{text}");
    assert!(text.contains("d.pdf Ce fichier est vide"), "{text}");
    assert!(text.contains("a.pdf"), "{text}");
    let picture = send(&site, "/desk/media", &[("a.pdf", PDF)], "application/json").await;
    assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(picture.body.contains("parmi les documents"), "{}", picture.body);
}

#[tokio::test]
async fn readers_get_the_whole_or_the_part_they_ask_for() {
    let site = site().await;
    let (_, address) = brought(&site).await;
    let whole = read(&site, &address, &[]).await;
    assert_eq!((whole.status, whole.body.as_bytes()), (StatusCode::OK, PDF));
    let field = |answer: &Answer, name: header::HeaderName| answer.headers[name].to_str().unwrap().to_owned();
    assert_eq!(field(&whole, header::CONTENT_TYPE), "application/pdf");
    assert_eq!(field(&whole, header::ACCEPT_RANGES), "bytes");
    let tag = field(&whole, header::ETAG);
    let part = read(&site, &address, &[(header::RANGE, "bytes=1-3")]).await;
    assert_eq!((part.status, part.body.as_str()), (StatusCode::PARTIAL_CONTENT, "PDF"));
    assert_eq!(field(&part, header::CONTENT_RANGE), format!("bytes 1-3/{}", PDF.len()));
    assert_eq!(field(&part, header::CONTENT_LENGTH), "3");
    let beyond = read(&site, &address, &[(header::RANGE, "bytes=1000-")]).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let altered = read(&site, &address, &[(header::RANGE, "bytes=1-3"), (header::IF_RANGE, "\"other\"")]).await;
    assert_eq!(altered.status, StatusCode::OK);
    assert_eq!(read(&site, &address, &[(header::IF_NONE_MATCH, &tag)]).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn an_article_links_a_document_with_its_kind_and_size() {
    let site = site().await;
    let (path, address) = brought(&site).await;
    let id = path.rsplit('/').next().unwrap();
    site.post(&path, &[("title.fr", "Le rapport")]).await;
    let section = newsroom::testing::section(&site.test, "Politique").await.unwrap();
    let body = format!(
        "{{\"type\":\"doc\",\"version\":1,\"content\":[{{\"type\":\"file\",\"attrs\":{{\"src\":\"media:{id}\",\"label\":\"\"}}}}]}}"
    );
    let article = newsroom::testing::draft(&site.test, "Le rapport est là", section, "").await.unwrap();
    let (app, actor) = (&site.test.app, site.test.actor());
    let mut tx = app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, article).await.unwrap().unwrap();
    drop(tx);
    articles::save(app, &actor, article, copy.number, articles::Content { body, ..copy.content }).await.unwrap();
    articles::publish(app, &actor, article, &articles::Publish::default()).await.unwrap();
    let page = read(&site, "/politique/le-rapport-est-la", &[]).await.body;
    let link = format!("<p class=\"file\"><a href=\"{address}\">Le rapport (PDF, 0,1\u{a0}Ko)</a></p>");
    assert!(page.contains(&link), "{page}");
    assert!(site.desk(&path).await.body.contains("Le rapport est là"));
    let refused = site.post(&format!("/desk/files/{id}/delete"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn another_file_takes_its_place_and_the_former_address_leads_on() {
    let site = site().await;
    let (path, address) = brought(&site).await;
    let id = path.rsplit('/').next().unwrap();
    let replace = format!("/desk/files/{id}/replace");
    let picture = send(&site, &replace, &[("a.gif", b"GIF89a not a document")], "text/html").await;
    assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(picture.body.contains("ni un PDF ni un MP3"), "{}", picture.body);
    let answer = send(&site, &replace, &[("Second.pdf", &[PDF, b"%%EOF"].concat())], "text/html").await;
    assert_eq!(answer.location(), format!("{path}?said=media-replaced"));
    let former = read(&site, &address, &[]).await;
    assert!(former.location().ends_with("/second.pdf"), "{}", former.location());
}
