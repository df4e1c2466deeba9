//! The short form of the fault table, with fixed seeds: what is promised of mailings holds at every step, on the engine that the
//! environment names. The long form is `cargo xtask faults`.

use std::process::Command;

/// Runs of each row.
const RUNS: &str = "3";

#[test]
fn nobody_is_lost_and_nobody_is_mailed_twice_whatever_goes_wrong() {
    let output = Command::new(env!("CARGO_BIN_EXE_bench")).args(["faults", "--runs", RUNS, "--readers", "40"]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    println!("{text}");
}

#[test]
fn a_row_that_is_not_there_is_told_with_those_that_are() {
    let output = Command::new(env!("CARGO_BIN_EXE_bench")).args(["faults", "--step", "nowhere"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("dot-after") && told.contains("sigterm"), "{told}");
}
