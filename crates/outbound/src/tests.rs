use std::sync::Arc;
use std::time::Duration;

use super::testing::Fake;
use super::*;

fn get(address: &str, most: usize) -> Get {
    Get { address: Url::parse(address).unwrap(), accept: "*/*", most, beginning: false, within: Duration::from_secs(2) }
}

#[test]
fn numbers_of_private_networks_are_not_public() {
    for number in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "203.0.113.7",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001::1",
    ] {
        assert!(!is_public(number.parse().unwrap()), "{number}");
    }
    for number in ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
        assert!(is_public(number.parse().unwrap()), "{number}");
    }
}

#[tokio::test]
async fn nothing_private_is_asked() {
    let fake = Arc::new(Fake::default());
    let outbound = Outbound::fake(Arc::clone(&fake));
    for address in [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "http://a.localhost./",
        "http://metadata.google.internal/",
        "http://router/",
        "https://example.org:22/",
    ] {
        assert_eq!(outbound.get(&get(address, 10)).await, Err(Error::Private), "{address}");
    }
    for address in ["ftp://example.org/", "https://me:secret@example.org/"] {
        assert_eq!(outbound.get(&get(address, 10)).await, Err(Error::Address), "{address}");
    }
    assert_eq!(fake.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_redirection_is_followed_but_not_inside() {
    let fake = Fake::default()
        .leading("https://example.org/a", "/b")
        .with("https://example.org/b", "text/plain", "here")
        .leading("https://example.org/c", "http://169.254.169.254/latest")
        .leading("https://example.org/d", "https://example.org/d");
    let outbound = Outbound::fake(Arc::new(fake));
    let answer = outbound.get(&get("https://example.org/a", 10)).await.unwrap();
    assert_eq!((answer.address.as_str(), answer.bytes.as_slice()), ("https://example.org/b", b"here".as_slice()));
    assert_eq!(outbound.get(&get("https://example.org/c", 10)).await, Err(Error::Private));
    assert_eq!(outbound.get(&get("https://example.org/d", 10)).await, Err(Error::Redirections));
}

#[tokio::test]
async fn an_answer_ends_where_it_was_said() {
    let outbound = Outbound::fake(Arc::new(Fake::default().with("https://example.org/a", "text/plain", "four")));
    assert!(outbound.get(&get("https://example.org/a", 4)).await.is_ok());
    assert_eq!(outbound.get(&get("https://example.org/a", 3)).await, Err(Error::Large(3)));
    let beginning = Get { beginning: true, ..get("https://example.org/a", 3) };
    assert_eq!(outbound.get(&beginning).await.unwrap().bytes, b"fou");
}

#[test]
fn a_content_type_is_read_with_its_encoding() {
    assert_eq!(described("Text/HTML; charset=\"Windows-1252\""), ("text/html".to_owned(), "windows-1252".to_owned()));
    assert_eq!(described(""), (String::new(), String::new()));
}

/// The real client refuses a name that leads to this machine: the resolver is what it connects by.
#[tokio::test]
async fn a_name_that_leads_inside_is_refused_where_it_is_looked_up() {
    let network = network::Network::new("test").unwrap();
    let inside = get("http://localhost/", 10);
    assert_eq!(network.ask(&inside.address, &inside).await.err(), Some(Error::Private));
}
