//! Imports, beside a running `serve` or without one.

use std::process::ExitCode;

use anyhow::Result;

use crate::config::Config;
use crate::import::{self, Import};
use crate::import_subscribers;
use crate::open::{self, Role};

/// Runs an import.
pub async fn run(mut config: Config, from: Import) -> Result<ExitCode> {
    if config.site.address.is_empty() {
        config.site.address = format!("http://{}", config.server.listen);
    }
    let listen = config.server.listen.to_string();
    let app = open::app(&config, Role::Beside).await?;
    let code = match from {
        Import::Wordpress(given) => import::wordpress(&app, &given, &listen).await?,
        Import::Subscribers(given) => import_subscribers::run(&app, &given).await?,
    };
    Ok(ExitCode::from(code))
}
