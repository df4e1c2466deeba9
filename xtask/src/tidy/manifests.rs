//! The manifests: who depends on whom, with which reason.

use toml::Table;

use super::File;

/// A crate of the workspace and what its manifest names.
pub struct Manifest {
    /// The crate's name.
    pub name: String,
    /// What the crate itself needs; tests and benchmarks may need more.
    pub dependencies: Vec<String>,
    text: Table,
}

/// Every crate's manifest; those that cannot be read are told as findings.
pub fn read(files: &[File]) -> (Vec<Manifest>, Vec<String>) {
    let mut manifests = Vec::new();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        match parse(&file.text) {
            Some(manifest) => manifests.push(manifest),
            None => findings.push(format!("{}: not a manifest", file.path)),
        }
    }
    (manifests, findings)
}

fn parse(text: &str) -> Option<Manifest> {
    let text: Table = text.parse().ok()?;
    let name = text.get("package")?.get("name")?.as_str()?.to_owned();
    let dependencies = ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|table| text.get(*table)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect();
    Some(Manifest { name, dependencies, text })
}

/// A dependency without a reason is one nobody dares to remove.
pub fn reasons(files: &[File]) -> Vec<String> {
    let Some(root) = files.iter().find(|file| file.path == "Cargo.toml") else {
        return vec!["Cargo.toml is missing".to_owned()];
    };
    root.text
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| line.contains('=') && !line.contains("path = "))
        .filter(|line| line.rsplit_once(" # ").is_none_or(|(_, reason)| reason.len() < 10))
        .map(|line| format!("no reason: {line}"))
        .collect()
}

/// Lints said once in the root must reach every crate.
pub fn lints(files: &[File]) -> Vec<String> {
    let (manifests, mut findings) = read(files);
    for manifest in manifests {
        let taken = manifest.text.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        if taken != Some(true) {
            findings.push(format!("{}: [lints] workspace = true is missing", manifest.name));
        }
    }
    findings
}

/// The steps at which fault runs make a process die are for the benchmark's programs alone; newsroom declares them.
pub fn failpoints(files: &[File]) -> Vec<String> {
    let may = ["bench/Cargo.toml", "crates/newsroom/Cargo.toml"];
    let manifests = files.iter().filter(|file| file.path.ends_with("Cargo.toml") && !may.contains(&file.path.as_str()));
    let named = manifests.filter(|file| file.text.contains("failpoints")).map(|file| format!("{}: names failpoints", file.path));
    let declared = files
        .iter()
        .filter(|file| file.path == may[1] && file.text.contains("default = ["))
        .map(|file| format!("{}: has default features", file.path));
    named.chain(declared).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let text = "[workspace.dependencies]\nmail = { path = \"crates/mail\" }\na = \"1\" # parses what others write\nb = \"1\"\n[profile.dev]\nc = 1\n";
        assert_eq!(reasons(&[file("Cargo.toml", text)]), ["no reason: b = \"1\""]);
    }

    #[test]
    fn failpoints_outside_the_benchmark_are_found() {
        let text = "[dependencies]\nnewsroom = { workspace = true, features = [\"failpoints\"] }\n";
        assert_eq!(failpoints(&[file("bench/Cargo.toml", text)]), Vec::<String>::new());
        assert_eq!(failpoints(&[file("crates/kiosque/Cargo.toml", text)]), ["crates/kiosque/Cargo.toml: names failpoints"]);
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let text = "[package]\nname = \"mail\"\n";
        assert_eq!(lints(&[file("crates/mail/Cargo.toml", text)]), ["mail: [lints] workspace = true is missing"]);
    }
}
