//! Every route of the product is asked for by some test.
//!
//! A test names a route when one of its strings is an address that the route would match. Parts that a test fills in
//! (`{id}` in Rust, `${id}` in JavaScript) match the route's own parameters.

use super::File;

const LIST: &str = "crates/web/src/app.rs";

/// The routes that no test asks for.
pub fn check(files: &[File]) -> Vec<String> {
    let Some(list) = files.iter().find(|file| file.path == LIST) else {
        return vec![format!("{LIST}, the list of all routes, is missing")];
    };
    let routes = routes(list.without_tests());
    if routes.is_empty() {
        return vec![format!("{LIST} lists no route")];
    }
    let tested: Vec<Vec<String>> = files.iter().flat_map(addresses_in_tests).collect();
    routes
        .iter()
        .filter(|route| !tested.iter().any(|address| matches(route, address)))
        .map(|route| format!("no test asks for {route}"))
        .collect()
}

fn routes(text: &str) -> Vec<String> {
    text.split(".route(").skip(1).filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next()).map(str::to_owned).collect()
}

fn addresses_in_tests(file: &File) -> Vec<Vec<String>> {
    let code = [".rs", ".mjs", ".js", ".ts"].iter().any(|ending| file.path.ends_with(ending));
    if !code {
        return Vec::new();
    }
    let text = if file.is_test() { file.text.as_str() } else { file.text.get(file.without_tests().len()..).unwrap_or_default() };
    text.split(['"', '`', '\'']).filter_map(address).collect()
}

/// The parts of an address, `{}` standing for whatever a test fills in; nothing if the text is no address.
fn address(text: &str) -> Option<Vec<String>> {
    let plain = fill_in(text);
    let path = plain.strip_prefix("{}").unwrap_or(&plain);
    let path = path.split(['?', '#', ' ']).next()?;
    let path = path.strip_prefix('/')?;
    Some(path.split('/').map(str::to_owned).collect())
}

fn fill_in(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in text.replace("${", "{").chars() {
        match c {
            '{' => {
                depth += 1;
                if depth == 1 {
                    plain.push_str("{}");
                }
            }
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

fn matches(route: &str, address: &[String]) -> bool {
    let parts: Vec<&str> = route.trim_start_matches('/').split('/').collect();
    if parts.last().is_some_and(|last| last.starts_with("{*")) {
        let fixed = parts.len() - 1;
        return address.len() >= parts.len() && same(&parts, address, fixed);
    }
    parts.len() == address.len() && same(&parts, address, parts.len())
}

fn same(parts: &[&str], address: &[String], count: usize) -> bool {
    parts.iter().zip(address).take(count).all(|(part, found)| part.starts_with('{') && !found.is_empty() || part == found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_route_is_tested_when_a_test_asks_for_an_address_it_matches() {
        let list = "Router::new().route(\"/desk/articles/{id}\", get(a)).route(\n\"/media/{*key}\", get(b)).route(\"/feed\", get(c))";
        let test = "get(\"/media/a/b.webp\"); get(&format!(\"/desk/articles/{article}?x=1\"));";
        let findings = check(&[file(LIST, list), file("crates/web/tests/a.rs", test)]);
        assert_eq!(findings, ["no test asks for /feed"]);
    }

    #[test]
    fn a_filled_in_address_does_not_stand_for_a_fixed_part() {
        let address = address("${base}/desk/${name}").unwrap_or_default();
        assert!(matches("/desk/{id}", &address));
        assert!(!matches("/desk/settings", &address));
    }
}
