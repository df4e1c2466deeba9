//! Imports an export into a fresh newsroom and says how long it took and how much memory: `measure FILE [again]`.

use std::path::PathBuf;
use std::sync::Arc;

use exchange::wordpress::{Options, run};

#[tokio::main]
async fn main() -> Result<(), exchange::Error> {
    let mut given = std::env::args().skip(1);
    let Some(file) = given.next().map(PathBuf::from) else {
        return Err(exchange::Error::Usage("measure FILE [again]".to_owned()));
    };
    let test = newsroom::testing::set_up().await?;
    for _ in 0..=given.count() {
        let options = Options { files: vec![file.clone()], ..Options::default() };
        let report = run(&test.app, &options, Arc::new(|_| {})).await?;
        println!("{}", report.to_text());
        println!("{:.0} items a second, {}", report.items as f64 / report.seconds, peak());
    }
    Ok(())
}

/// The most memory this process has held, as Linux says.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(String::new, |line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" "))
}
