//! The theme's files: embedded defaults, replaced one by one by the site's own folder.
//!
//! An asset is served under a name that carries its hash, so a browser may keep it for ever.

use std::collections::BTreeMap;
use std::path::Path;

use rust_embed::RustEmbed;

use crate::Error;

#[derive(RustEmbed)]
#[folder = "../../themes/default"]
struct Embedded;

/// One file served to browsers.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name with the hash in it: `site.1f2e3d4c.css`.
    pub hashed: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

impl Asset {
    /// Names `bytes` after what they are.
    pub fn new(name: &str, bytes: Vec<u8>) -> Asset {
        let print = fingerprint(&bytes);
        let hashed = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}.{print}.{extension}"),
            None => format!("{name}.{print}"),
        };
        Asset { hashed, media_type: media_type(name), bytes }
    }
}

/// A short name for some bytes (64-bit FNV-1a): tells versions of one file apart, promises nothing against forgers.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// All files of the theme by their path, the overlay's over the embedded ones.
pub(crate) fn files(overlay: Option<&Path>) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut files = embedded();
    if let Some(root) = overlay {
        for folder in ["site", "mail", "desk", "assets", "locales"] {
            read_folder(root, &root.join(folder), &mut files)?;
        }
    }
    Ok(files)
}

/// The files of the default theme alone.
pub(crate) fn embedded() -> BTreeMap<String, Vec<u8>> {
    Embedded::iter().filter_map(|name| Some((name.to_string(), Embedded::get(&name)?.data.into_owned()))).collect()
}

fn read_folder(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    let failed = |path: &Path, source| Error::File { path: path.display().to_string(), source };
    for entry in std::fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let path = entry.map_err(|e| failed(folder, e))?.path();
        if path.is_dir() {
            read_folder(root, &path, files)?;
            continue;
        }
        let Ok(relative) = path.strip_prefix(root) else { continue };
        let name = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        files.insert(name, std::fs::read(&path).map_err(|e| failed(&path, e))?);
    }
    Ok(())
}
