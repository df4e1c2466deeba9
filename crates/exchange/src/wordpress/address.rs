//! Where things used to stand: old addresses as paths of this site.

/// The address that names a site among imports: host and path, without protocol, `www.` and the slash at the end.
pub fn site_key(address: &str) -> String {
    let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
    let rest = rest.trim_start_matches('/').trim_end_matches('/').to_ascii_lowercase();
    rest.strip_prefix("www.").map_or(rest.clone(), str::to_owned)
}

/// An address of the old site as a path here: percent-decoded, without fragment and slash at the end. Only the query of
/// numbered addresses is kept, as `/?p=12`. None: it leads elsewhere.
pub fn path_of(address: &str, site: &str) -> Option<String> {
    let address = address.trim();
    let address = address.split_once('#').map_or(address, |(before, _)| before);
    let rest = match address.split_once("://") {
        Some((protocol, rest)) if protocol == "http" || protocol == "https" => Some(rest),
        Some(_) => return None,
        None => address.strip_prefix("//"),
    };
    let path = match rest {
        Some(rest) => {
            let (host, path) = rest.find(['/', '?']).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, "/"));
            if host_of(host) != host_of(site) {
                return None;
            }
            path
        }
        None if address.starts_with('/') => address,
        None => return None,
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    if let Some(number) = numbered(query) {
        return Some(format!("/?p={number}"));
    }
    let decoded = percent_decoded(path);
    let trimmed = decoded.trim_end_matches('/');
    Some(if trimmed.is_empty() { "/".to_owned() } else { trimmed.to_owned() })
}

fn host_of(text: &str) -> String {
    let host = text.split('/').next().unwrap_or_default().to_ascii_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}

/// The item's number in `p=12`, `page_id=12`, `attachment_id=12`.
fn numbered(query: &str) -> Option<u64> {
    query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        matches!(name, "p" | "page_id" | "attachment_id").then(|| value.parse().ok())?
    })
}

/// Percent-encoding resolved; what is no UTF-8 then is replaced.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let ahead = rest.clone();
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let pair = if byte == b'%' { digit().zip(digit()) } else { None };
        match pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(value) => bytes.push(value),
            None => {
                rest = ahead;
                bytes.push(byte);
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace('\0', "")
}

/// Percent-encodes what may not stand in a request line.
pub fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The original's path of a resized upload: `/a-300x200.jpg` is `/a.jpg`; `/a-scaled.jpg`, `/a-rotated.jpg` and edited
/// ones (`-e1400000000000`) too. None when the name carries no such mark.
pub fn original_of(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let (name, mark) = stem.rsplit_once('-')?;
    let resized = mark.split_once('x').is_some_and(|(width, height)| is_number(width, 5) && is_number(height, 5));
    let edited = mark.strip_prefix('e').is_some_and(|digits| digits.len() >= 10 && is_number(digits, 20));
    (resized || edited || mark == "scaled" || mark == "rotated").then(|| format!("{name}.{extension}"))
}

fn is_number(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The part of an upload's path below the uploads folder: `2013/01/a.jpg`.
pub fn below_uploads(path: &str) -> Option<&str> {
    path.split_once("/uploads/").map(|(_, rest)| rest).or_else(|| path.split_once("/files/").map(|(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_becomes_a_path() {
        let path = |address: &str| path_of(address, "example.org");
        assert_eq!(path("https://www.example.org/serbie/a%C3%A9roport/#x").as_deref(), Some("/serbie/aéroport"));
        assert_eq!(path("http://example.org/?p=12&x=1").as_deref(), Some("/?p=12"));
        assert_eq!(path("//example.org?page_id=3").as_deref(), Some("/?p=3"));
        assert_eq!(path("/tag/x/?utm=1").as_deref(), Some("/tag/x"));
        assert_eq!(path("http://example.org").as_deref(), Some("/"));
        assert_eq!(path("https://other.example/a"), None);
        assert_eq!(path("mailto:a@example.org"), None);
    }

    #[test]
    fn sites_are_the_same_with_and_without_www() {
        assert_eq!(site_key("https://www.Example.org/"), "example.org");
        assert_eq!(site_key("http://example.org/journal/"), "example.org/journal");
    }

    #[test]
    fn resized_uploads_name_their_original() {
        assert_eq!(original_of("/u/a-300x200.jpg").as_deref(), Some("/u/a.jpg"));
        assert_eq!(original_of("/u/a-b-scaled.jpeg").as_deref(), Some("/u/a-b.jpeg"));
        assert_eq!(original_of("/u/a-e1400000000000.png").as_deref(), Some("/u/a.png"));
        assert_eq!(original_of("/u/a-2x.jpg"), None);
        assert_eq!(original_of("/u/a.jpg"), None);
    }
}
