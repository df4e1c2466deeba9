//! The whole move as an operator makes it: import, serve, check.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn kiosque(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiosque"));
    command.args(arguments).arg("--data").arg(data).env_remove("KIOSQUE_DATA").env("KIOSQUE_LOG", "warn");
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    kiosque(data, arguments).output().unwrap()
}

fn neighbours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/fixtures/neighbours.wxr.xml")
}

/// A running site, stopped when the test ends.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(data: &Path) -> Serving {
        let mut child = kiosque(data, &["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut listening = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("Listening on http://").map(str::to_owned));
        let address = listening.next().expect("serve prints where it listens");
        Serving { child, address: address.trim_end_matches('/').to_owned() }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn every_old_address_answers(file: &Path) {
    every_old_address_answers_with(file, None, &[]);
}

/// Imports with an uploads folder if there is one, replays, and asks for `also`, which must lead to a picture.
fn every_old_address_answers_with(file: &Path, media: Option<&Path>, also: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = file.to_str().unwrap();
    let report = folder.path().join("report.json");
    let mut arguments = vec!["import", "wordpress", file, "--report", report.to_str().unwrap()];
    arguments.extend(media.into_iter().flat_map(|media| ["--media", media.to_str().unwrap()]));
    let imported = run(&data, &arguments);
    assert!(imported.status.success(), "{}", text(&imported));
    let said: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&report).unwrap()).unwrap();
    assert!(said["imported"].as_u64().unwrap() > 0, "{said}");
    assert!(said["word_coverage"]["min"].as_f64().unwrap() > 0.99, "{said}");
    let serving = Serving::start(&data);
    for files in [&[file][..], &[]] {
        let mut arguments = vec!["import", "wordpress", "--check", "--against", &serving.address];
        arguments.extend(files);
        let checked = run(&data, &arguments);
        assert!(checked.status.success(), "{}", text(&checked));
        assert!(text(&checked).contains(" 0 fail"), "{}", text(&checked));
        assert!(media.is_none() || text(&checked).contains(" 0 belong to files"), "{}", text(&checked));
    }
    for path in also {
        let answer = page(&serving.address, path);
        let lead = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or_else(|| panic!("{path}: {answer}"));
        let to = lead.split("/media/").nth(1).unwrap_or_else(|| panic!("{path} leads to {lead}"));
        let answer = page(&serving.address, &format!("/media/{to}"));
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("content-type: image/jpeg"), "{path}");
    }
}

#[test]
fn old_addresses_of_uploads_and_of_their_sizes_lead_to_the_pictures() {
    let photos = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/photos");
    if !photos.exists() {
        println!("skipped: no shared data");
        return;
    }
    let uploads = tempfile::tempdir().unwrap();
    let month = uploads.path().join("2024/09");
    std::fs::create_dir_all(&month).unwrap();
    let names = [
        ("landscape_1.jpg", "pont.jpg"),
        ("landscape_3.jpg", "rive.jpg"),
        ("landscape_6.jpg", "IMG_2043-scaled.jpg"),
        ("landscape_8.jpg", "bac.jpg"),
    ];
    for (from, to) in names {
        std::fs::copy(photos.join(from), month.join(to)).unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exchange/tests/fixtures/pictures.wxr.xml");
    let uploaded = ["pont.jpg", "pont-300x200.jpg", "rive-1024x683.jpg", "IMG_2043.jpg", "IMG_2043-scaled.jpg", "IMG_2043-150x150.jpg"];
    let also: Vec<String> = uploaded.iter().map(|name| format!("/wp-content/uploads/2024/09/{name}")).collect();
    every_old_address_answers_with(&file, Some(uploads.path()), &also.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn every_old_address_of_a_small_newsroom_answers() {
    every_old_address_answers(&neighbours());
}

#[test]
fn every_old_address_of_the_theme_unit_test_answers() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/wordpress/theme-unit-test.wxr.xml");
    if !file.exists() {
        println!("skipped: no shared data");
        return;
    }
    every_old_address_answers(&file);
}

#[test]
fn a_malformed_file_is_told_with_its_line_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.xml");
    std::fs::write(&file, "<rss>\n<channel>\n<item><title>x</titre></item></channel></rss>").unwrap();
    let said = run(&folder.path().join("data"), &["import", "wordpress", file.to_str().unwrap()]);
    assert_eq!(said.status.code(), Some(1));
    assert!(text(&said).contains("broken.xml, line 3: expected </title>, found </titre>"), "{}", text(&said));
}

/// The body of a page of a running site.
fn page(address: &str, path: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The lines of text of a page's body, in the order they are read.
fn lines(html: &str) -> Vec<String> {
    let body = html.split_once("<main").map_or(html, |(_, body)| body);
    let words = body.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    words.map(|text| text.replace("&#x27;", "'").replace("&amp;", "&").trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

/// Sets the imported site up as a newsroom does: by the link that the program prints.
fn set_up(data: &Path, address: &str) {
    use std::io::{Read, Write};
    let link = text(&run(data, &["account", "setup-link"]));
    let token = link.split("token=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_else(|| panic!("{link}"));
    let form = format!(
        "token={token}&name=Le+Courrier&language=fr&zone=Europe%2FParis&collective=La+r%C3%A9daction&account_name=Ana&email=ana%40example.org\
         &password=correct+horse+battery&publisher=Association&contact=a%40example.org&from=lettre%40example.org&reply_to=a%40example.org"
    );
    let head =
        format!("POST /desk/setup HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{form}", form.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
}

#[test]
fn the_article_page_reads_like_the_reference_page() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let imported = run(&data, &["import", "wordpress", neighbours().to_str().unwrap()]);
    assert!(imported.status.success(), "{}", text(&imported));
    let serving = Serving::start(&data);
    set_up(&data, &serving.address);
    let begun = std::time::Instant::now();
    let lines = loop {
        let lines = lines(&page(&serving.address, "/rive-droite/une-feuille-de-route-pour-le-valmar"));
        if (lines.iter().any(|line| line == "Sur le même sujet") && lines.iter().any(|line| line == "Inscrivez-vous maintenant"))
            || begun.elapsed().as_secs() > 30
        {
            break lines;
        }
    };
    let plain = |text: &str| text.replace(['\u{A0}', '\u{202F}'], " ");
    let mut at = 0;
    let wanted = [
        "Le médiateur Arsen Dulaj propose aux deux rives du Valmar une feuille de route",
        "20 septembre 2024",
        "Partagez sur",
        "Vendredi 20 septembre, le médiateur",
        "Le texte prévoit",
        "La rédaction du Courrier",
        "Sur le même sujet",
        "Politique",
        "Ilir Djorović rejette la feuille de route",
        "Le premier ministre Ilir Djorović a rejeté dimanche",
        "Lire la suite",
        "»",
        "Rive droite",
        "Le pont de Lenk, fermé depuis dix ans",
        "Lire la suite",
        "»",
        "Aucun autre article lié",
        "Inscrivez-vous maintenant",
        "Pour recevoir nos derniers articles dès leur sortie !",
    ];
    for wanted in wanted {
        let found = lines.iter().skip(at).position(|line| plain(line).starts_with(&plain(wanted)));
        at += found.unwrap_or_else(|| panic!("\"{wanted}\" is not read after line {at} of {lines:#?}")) + 1;
    }
}
