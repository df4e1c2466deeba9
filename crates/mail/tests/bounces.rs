//! Real mails that came back, where they are there: nothing of them is part of the project.

use std::path::Path;

use mail::bounce::read_returned;

#[test]
fn real_bounces_are_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/bounces");
    let Ok(table) = std::fs::read_to_string(folder.join("expected.tsv")) else {
        println!("skipped: no shared data");
        return;
    };
    let (mut rows, mut class, mut reason) = (0_u32, 0_u32, 0_u32);
    for line in table.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(file), Some(index)) = (columns.next(), columns.next()) else {
            continue;
        };
        let (right, hard) = (columns.nth(2).unwrap_or_default(), columns.next() == Some("true"));
        let index: usize = index.parse().unwrap();
        let verdicts = read_returned(&std::fs::read(folder.join(file)).unwrap()).verdicts;
        let right_class = match right {
            _ if hard => "hard",
            "feedback" => "complaint",
            "vacation" | "delivered" => "other",
            _ => "soft",
        };
        let found = verdicts.get(index - 1);
        rows += 1;
        class += u32::from(found.is_some_and(|found| found.class().as_str() == right_class));
        reason += u32::from(found.is_some_and(|found| found.reason.as_str() == right));
        if found.is_none_or(|found| found.reason.as_str() != right) {
            println!("{file} {index}: {:?}, should be {right}", found.map(|found| (found.reason.as_str(), &found.said)));
        }
    }
    println!("{rows} rows: class {class}, reason {reason}");
    assert!(class * 100 >= rows * 97, "class {class} of {rows}");
    assert!(reason * 100 >= rows * 90, "reason {reason} of {rows}");
}
