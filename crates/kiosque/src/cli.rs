//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A newsroom in one binary.
#[derive(Debug, Parser)]
#[command(name = "kiosque", version, propagate_version = true)]
pub struct Cli {
    /// Which data and settings.
    #[command(flatten)]
    pub place: Place,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Which data and settings a command works on.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// The data folder.
    #[arg(long, global = true, value_name = "DIR", env = "KIOSQUE_DATA")]
    pub data: Option<PathBuf>,
    /// The settings file [default: kiosque.toml in the data folder, if it is there].
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A PostgreSQL database (postgres://...) in place of the SQLite file in the data folder.
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
}

/// Where to answer.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// The address and port to answer on; port 0 picks a free one.
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A sample newsroom, in a temporary folder unless --data names one; mail stays on this machine.
    Demo {
        /// Where to answer.
        #[command(flatten)]
        listen: Listen,
        /// Write so many generated articles besides the samples, to see a newsroom of that size.
        #[arg(long, value_name = "N", default_value_t = 0)]
        articles: u64,
        /// Write the newsroom and stop, without answering.
        #[arg(long)]
        only_write: bool,
    },
    /// Answers readers and the newsroom.
    Serve(Listen),
    /// Brings in a site from elsewhere.
    Import {
        /// From where.
        #[command(subcommand)]
        from: crate::import::Import,
    },
    /// Brings the database up to this version.
    Migrate,
    /// Accounts and one-time links.
    Account {
        /// What to do.
        #[command(subcommand)]
        act: AccountCommand,
    },
    /// Writes everything into one archive: database, media, keys.
    Backup {
        /// The archive to write.
        file: PathBuf,
    },
    /// Fills an empty data folder (or database) from an archive of `backup`.
    Restore {
        /// The archive to read.
        file: PathBuf,
    },
    /// Looks at settings, database, folder, disk, relay, proxy and clock, and says what to do.
    Doctor,
    /// The lists of related articles.
    Related {
        /// What to do.
        #[command(subcommand)]
        act: RelatedCommand,
    },
    /// The site's own theme.
    Theme {
        /// What to do.
        #[command(subcommand)]
        act: ThemeCommand,
    },
}

/// What can be done to accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Lists the accounts.
    List,
    /// Makes an account, and prints a link to choose its password.
    Add {
        /// The address to sign in with.
        email: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// freelance, journalist, copy_editor, editor or administration.
        #[arg(long, default_value = "journalist")]
        role: String,
    },
    /// Prints a link to choose a new password, valid for an hour.
    Password {
        /// The address to sign in with.
        email: String,
    },
    /// Prints a one-time link that signs in, valid for a day.
    SignInLink {
        /// The address to sign in with.
        email: String,
    },
    /// Prints the link that sets up a new site, valid for a day; former ones stop working.
    SetupLink,
}

/// What can be done to the lists of related articles.
#[derive(Debug, Subcommand)]
pub enum RelatedCommand {
    /// Computes every list again, beside a running site or without one.
    Rebuild,
}

/// What can be done to a theme.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Renders every template with samples, and lists what is wrong.
    Check {
        /// The theme's folder [default: theme in the data folder].
        folder: Option<PathBuf>,
    },
}
