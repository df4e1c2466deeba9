//! The commands as an operator meets them: the real binary, real folders, real sockets.

use std::io::{BufRead, BufReader, Read, Write};
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

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A running site, stopped when the test ends.
struct Serving {
    child: Child,
    address: String,
    printed: String,
}

impl Serving {
    fn start(data: &Path, command: &str) -> Serving {
        Serving::start_with(data, &[command])
    }

    fn start_with(data: &Path, arguments: &[&str]) -> Serving {
        let mut child = kiosque(data, &[arguments, &["--listen", "127.0.0.1:0"]].concat()).stdout(Stdio::piped()).spawn().unwrap();
        let mut printed = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = loop {
            let line = lines.next().expect("it prints where it listens");
            if let Some(address) = line.strip_prefix("Listening on http://") {
                break address.to_owned();
            }
            printed.push_str(&line);
            printed.push('\n');
        };
        Serving { child, address, printed }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = std::net::TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The body of a page, its own address taken out.
    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        body.replace(&self.address, "HERE").replace(&self.address.replace(':', "%3A"), "HERE")
    }

    /// Asks it to stop, and waits for it.
    fn stop(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    (folder, data)
}

#[test]
fn a_restored_site_answers_the_same_pages() {
    let (keep, data) = folder();
    let before = Serving::start(&data, "demo");
    let paths =
        ["/", "/politique", "/rivieres/a-dobrava-la-riviere-retrouve-son-lit-apres-trente-ans-de-beton", "/feed.xml", "/sitemap.xml"];
    let pages: Vec<String> = paths.iter().map(|path| before.page(path)).collect();
    let archive = keep.path().join("backup.kiosque");
    let written = run(&data, &["backup", archive.to_str().unwrap()]);
    assert!(written.status.success(), "{}", text(&written));
    assert!(!run(&data, &["backup", archive.to_str().unwrap()]).status.success(), "a backup never overwrites");
    assert!(!run(&data, &["restore", archive.to_str().unwrap()]).status.success(), "a restore never overwrites");
    assert_eq!(before.stop(), Some(0), "SIGTERM ends it in order");
    let again = keep.path().join("again");
    let restored = run(&again, &["restore", archive.to_str().unwrap()]);
    assert!(restored.status.success(), "{}", text(&restored));
    let after = Serving::start(&again, "serve");
    for (path, page) in paths.iter().zip(pages) {
        assert_eq!(after.page(path), page, "{path}");
    }
}

#[test]
fn a_demo_of_any_size_has_that_many_articles_more() {
    let (_keep, data) = folder();
    let demo = Serving::start_with(&data, &["demo", "--articles", "40"]);
    let of = |path: &str| {
        demo.page(path).split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next().map(str::to_owned)).collect::<Vec<_>>()
    };
    let path = |address: &String| address.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap();
    let listed = of("/sitemap.xml").iter().flat_map(|map| of(&path(map))).filter(|address| path(address).matches('/').count() == 2).count();
    assert!(listed >= 80, "{listed} articles");
}

#[test]
fn the_first_start_prints_a_set_up_link_and_it_can_be_printed_again() {
    let (_keep, data) = folder();
    let serving = Serving::start(&data, "serve");
    let first = serving.printed.split("Set the site up at ").nth(1).unwrap().lines().next().unwrap().to_owned();
    let path = |link: &str| format!("/desk/setup{}", link.split("/desk/setup").nth(1).unwrap());
    assert!(serving.get(&path(&first)).starts_with("HTTP/1.1 200"));
    let second = text(&run(&data, &["account", "setup-link"]));
    assert!(serving.get(&path(second.trim())).starts_with("HTTP/1.1 200"));
    assert!(serving.get(&path(&first)).starts_with("HTTP/1.1 404"), "the former link no longer works");
    assert!(serving.get("/healthz").starts_with("HTTP/1.1 200"));
}

#[test]
fn one_serve_works_on_a_folder_and_says_which() {
    let (_keep, data) = folder();
    let serving = Serving::start(&data, "serve");
    let second = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(text(&second).contains(&format!("process {}", serving.child.id())), "{}", text(&second));
}

#[test]
fn a_setting_that_is_not_known_is_refused_with_a_suggestion() {
    let (_keep, data) = folder();
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("kiosque.toml"), "[site]\nadress = 'https://example.org'\n").unwrap();
    let said = run(&data, &["migrate"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(text(&said).contains("Did you mean `address`?"), "{}", text(&said));
}

#[test]
fn the_doctor_says_what_to_do() {
    let (_keep, data) = folder();
    let without = run(&data, &["doctor"]);
    assert_eq!(without.status.code(), Some(1));
    assert!(text(&without).contains("site.address is not set"), "{}", text(&without));
    let with = kiosque(&data, &["doctor"]).env("KIOSQUE_SITE_ADDRESS", "https://example.org").output().unwrap();
    assert_eq!(with.status.code(), Some(0), "{}", text(&with));
}

#[test]
fn the_doctor_sees_that_nobody_can_be_told_apart_behind_a_silent_proxy() {
    let (_keep, data) = folder();
    let serving = Serving::start(&data, "serve");
    let doctor = || {
        let said = kiosque(&data, &["doctor"]).env("KIOSQUE_SITE_ADDRESS", "https://example.org").output().unwrap();
        (said.status.code(), text(&said))
    };
    let (code, said) = doctor();
    assert!(code == Some(0) && said.contains("answers readers") && said.contains("GB are left"), "{said}");
    (0..101).for_each(|_| drop(serving.get("/nowhere?x")));
    let (code, said) = doctor();
    assert!(code == Some(1) && said.contains("X-Forwarded-For"), "{said}");
}

#[test]
fn the_doctor_says_who_else_may_read_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let (_keep, data) = folder();
    assert!(run(&data, &["migrate"]).status.success());
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700, "a new folder is its owner's");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::set_permissions(data.join("kiosque.db"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = kiosque(&data, &["doctor"]).env("KIOSQUE_SITE_ADDRESS", "https://example.org").output().unwrap();
    assert!(text(&said).contains("chmod 700"), "{}", text(&said));
}

#[test]
fn an_account_is_made_and_gets_a_link() {
    let (_keep, data) = folder();
    assert!(run(&data, &["migrate"]).status.success());
    let made = run(&data, &["account", "add", "ana@example.org", "--name", "Ana Verel", "--role", "editor"]);
    assert!(text(&made).contains("/desk/password?token="), "{}", text(&made));
    assert!(text(&run(&data, &["account", "list"])).contains("ana@example.org"));
    assert!(text(&run(&data, &["account", "sign-in-link", "ana@example.org"])).contains("/desk/link?token="));
    assert_eq!(run(&data, &["account", "password", "nobody@example.org"]).status.code(), Some(1));
}

#[test]
fn what_was_mistyped_is_told_in_words_and_nothing_is_made_of_it() {
    let (keep, data) = folder();
    let archive = keep.path().join("backup.kiosque");
    let nowhere = run(&data, &["backup", archive.to_str().unwrap()]);
    assert!(nowhere.status.code() == Some(1) && text(&nowhere).contains("holds no site"), "{}", text(&nowhere));
    assert!(!archive.exists() && !data.exists());
    std::fs::write(&archive, "no archive at all").unwrap();
    let junk = run(&data, &["restore", archive.to_str().unwrap()]);
    assert!(junk.status.code() == Some(1) && text(&junk).contains("is no backup of Kiosque"), "{}", text(&junk));
    let account = run(&data, &["account", "add", "not-an-address", "--name", "Ana"]);
    assert!(account.status.code() == Some(1) && !text(&account).contains("Problem"), "{}", text(&account));
    assert_eq!(run(&data, &["import", "wordpress"]).status.code(), Some(2));
    let server = run(&data, &["migrate", "--database", "postgres://nobody@127.0.0.1:1/none"]);
    assert!(server.status.code() == Some(1) && text(&server).contains("cannot be opened"), "{}", text(&server));
}

#[test]
fn a_theme_with_a_fault_is_told_before_readers_see_it() {
    let (keep, data) = folder();
    let theme = keep.path().join("theme");
    std::fs::create_dir_all(theme.join("site")).unwrap();
    std::fs::write(theme.join("site/home.html"), "{{ t('no-such-phrase') }}").unwrap();
    let said = run(&data, &["theme", "check", theme.to_str().unwrap()]);
    assert_eq!(said.status.code(), Some(1));
    assert!(text(&said).contains("no-such-phrase"), "{}", text(&said));
}

#[test]
fn subscribers_of_another_program_are_brought_over_after_a_look() {
    let (keep, data) = folder();
    assert!(run(&data, &["demo", "--only-write"]).status.success());
    let table = keep.path().join("subscribers.csv");
    std::fs::write(&table, "Email;Statut\nzoe@lac.example;abonné\nmilo@lac.example;désabonné\nno address;abonné\n").unwrap();
    let import = |slug: &str, more: &[&str]| {
        run(&data, &[&["import", "subscribers", table.to_str().unwrap(), "--newsletter", slug][..], more].concat())
    };
    let unknown = text(&import("nowhere", &[]));
    let known = unknown.split("there are: ").nth(1).unwrap_or_else(|| panic!("{unknown}"));
    let slug = known.split([',', '\n']).next().unwrap().trim();
    let look = import(slug, &["--dry-run"]);
    assert_eq!(look.status.code(), Some(3), "one line is not understood: {}", text(&look));
    assert!(text(&look).contains("Nothing is written") && text(&look).contains("line 4: address no address"), "{}", text(&look));
    let listed = keep.path().join("not-taken.csv");
    let first = text(&import(slug, &["--not-taken", listed.to_str().unwrap()]));
    assert!(first.contains("1  subscribed") && first.contains("1  put aside: unsubscribed there"), "{first}");
    assert_eq!(std::fs::read_to_string(listed).unwrap(), "line;why;text\n4;address;\"no address\"\n");
    let second = text(&import(slug, &[]));
    assert!(second.contains("0  subscribed") && second.contains("2  known already"), "{second}");
    let tables = data.join("storage").join("imports");
    assert!(!tables.is_dir() || tables.read_dir().unwrap().next().is_none(), "no table is kept");
}
