//! What is seen of the machine: the data folder, who may read its key, the room that is left.

use std::path::Path;

use super::{Finding, Level};

/// Less than this is wrong: a picture or an index may no longer find room.
const LITTLE: u64 = 500 << 20;
/// Less than this is told.
const SCARCE: u64 = 2 << 30;

/// Whether the data folder can be written, and its key be read by its owner only.
pub fn folder(data: &Path) -> Vec<Finding> {
    let mut all = Vec::new();
    let writable = rustix::fs::access(data, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK).is_ok();
    let (level, key) = if writable { (Level::Good, "state-folder-good") } else { (Level::Wrong, "state-folder-closed") };
    all.push(Finding::new(level, "state-folder", key, data.display()));
    let file = data.join("site.key");
    if others_may(&file, 0o077) {
        all.push(Finding::new(Level::Wrong, "state-key", "state-key-open", file.display()));
    }
    if others_may(data, 0o005) && others_may(&data.join("kiosque.db"), 0o004) {
        all.push(Finding::new(Level::Wrong, "state-database", "state-database-open", data.display()));
    }
    all
}

fn others_may(file: &Path, what: u32) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).is_ok_and(|meta| meta.mode() & what != 0)
}

/// The room left where the data folder lies.
pub fn space(data: &Path) -> Finding {
    let Ok(disk) = rustix::fs::statvfs(data) else {
        return Finding::new(Level::Note, "state-disk", "state-disk-unknown", data.display());
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let (level, key) = match free {
        little if little < LITTLE => (Level::Wrong, "state-disk-little"),
        scarce if scarce < SCARCE => (Level::Note, "state-disk-little"),
        _ => (Level::Good, "state-disk-good"),
    };
    let (whole, tenth) = (free >> 30, ((free & ((1 << 30) - 1)) * 10) >> 30);
    Finding::new(level, "state-disk", key, format!("{whole}.{tenth}"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_that_others_may_read_is_told() {
        let data = tempfile::tempdir().unwrap();
        let key = data.path().join("site.key");
        std::fs::write(&key, "secret").unwrap();
        let about = |mode| {
            std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
            folder(data.path()).iter().map(|finding| finding.about).collect::<Vec<_>>()
        };
        assert_eq!(about(0o644), ["state-folder", "state-key"]);
        assert_eq!(about(0o600), ["state-folder"]);
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_written() {
        assert_eq!(folder(Path::new("/nowhere/at/all"))[0].key, "state-folder-closed");
        assert_eq!(space(Path::new("/nowhere/at/all")).level, Level::Note);
    }
}
