//! Where things used to stand: old addresses as paths of this site.

/// The address that names a site among imports: host and path, without protocol, `www.` and the slash at the end.
pub fn site_key(address: &str) -> String {
    let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
    let rest = rest.trim_start_matches('/').trim_end_matches('/').to_ascii_lowercase();
    rest.strip_prefix("www.").map_or(rest.clone(), str::to_owned)
}
