//! Direction of imports: `kiosque -> {web, exchange} -> newsroom -> the leaves -> language`.

use super::File;
use super::manifests::{self, Manifest};

/// What each crate may import of the workspace.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("database", &[]),
    ("document", &["language"]),
    ("imaging", &["language"]),
    ("mail", &["language"]),
    ("outbound", &["language"]),
    ("search", &["language"]),
    ("storage", &["language"]),
    ("theme", &["language"]),
    ("newsroom", &["database", "document", "imaging", "language", "mail", "outbound", "search", "storage", "theme"]),
    ("web", &["document", "language", "newsroom", "theme"]),
    ("exchange", &["document", "language", "newsroom"]),
    ("kiosque", &["database", "document", "exchange", "imaging", "language", "mail", "newsroom", "search", "storage", "theme", "web"]),
    ("bench", &["database", "language", "mail", "newsroom", "search", "storage", "theme"]),
    ("xtask", &[]),
];

/// Libraries that only these crates name, so that each can be replaced in one place.
const ONLY: &[(&str, &[&str])] = &[
    ("ammonia", &["document"]),
    ("anyhow", &["kiosque", "xtask", "bench"]),
    ("axum", &["web"]),
    ("clap", &["kiosque", "xtask", "bench"]),
    ("fast_image_resize", &["imaging"]),
    ("fluent-bundle", &["theme"]),
    ("html5ever", &["document"]),
    ("icu", &["theme"]),
    ("image", &["imaging"]),
    ("indicatif", &["kiosque"]),
    ("jpeg-encoder", &["imaging"]),
    ("kamadak-exif", &["imaging"]),
    ("mail-builder", &["mail"]),
    ("minijinja", &["theme"]),
    ("object_store", &["storage"]),
    ("quick-xml", &["exchange", "imaging", "web"]),
    ("reqwest", &["outbound"]),
    ("smtp-proto", &["mail"]),
    ("sqlx", &["database", "newsroom", "bench"]),
    ("tantivy", &["search"]),
    ("tower-http", &["web"]),
    ("unic-langid", &["theme"]),
    ("webp", &["imaging"]),
];

/// What imports against the direction, or names a library that is another crate's business.
pub fn check(files: &[File]) -> Vec<String> {
    let (manifests, mut findings) = manifests::read(files);
    let members: Vec<&str> = manifests.iter().map(|manifest| manifest.name.as_str()).collect();
    for manifest in &manifests {
        findings.extend(against_direction(manifest, &members));
        findings.extend(anothers_library(manifest));
    }
    findings
}

fn against_direction(manifest: &Manifest, members: &[&str]) -> Vec<String> {
    let name = &manifest.name;
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(member, _)| member == name) else {
        return vec![format!("{name}: say in xtask/src/tidy/imports.rs what it may import")];
    };
    manifest
        .dependencies
        .iter()
        .filter(|dependency| members.contains(&dependency.as_str()) && !allowed.contains(&dependency.as_str()))
        .map(|dependency| format!("{name} may not import {dependency}"))
        .collect()
}

fn anothers_library(manifest: &Manifest) -> Vec<String> {
    let name = manifest.name.as_str();
    let named = |library: &str| manifest.dependencies.iter().any(|found| found == library);
    ONLY.iter()
        .filter(|(library, only)| named(library) && !only.contains(&name))
        .map(|(library, only)| format!("{name} names {library}, which only {} may", only.join(" and ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, dependencies: &str) -> File {
        File { path: format!("crates/{name}/Cargo.toml"), text: format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}") }
    }

    #[test]
    fn a_leaf_that_imports_a_leaf_is_found() {
        let files = [manifest("mail", "theme.workspace = true\n"), manifest("theme", "")];
        assert_eq!(check(&files), ["mail may not import theme"]);
    }

    #[test]
    fn a_library_named_outside_its_crate_is_found() {
        let files = [manifest("web", "sqlx.workspace = true\n")];
        assert_eq!(check(&files), ["web names sqlx, which only database and newsroom and bench may"]);
    }
}
