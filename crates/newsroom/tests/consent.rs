//! The ledger of consent is only ever added to.

#[test]
fn nothing_alters_or_deletes_a_row_of_the_ledger_but_erasure() {
    // Linked, so that every statement of the product is in the list.
    let _ = newsroom::testing::empty;
    let alters = |text: &str| {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        ["update consent ", "delete from consent ", "into consent "].iter().any(|act| format!("{plain} ").contains(act))
    };
    let mut found: Vec<(&str, &str)> = database::all_statements()
        .filter(|one| alters(one.text))
        .map(|one| (one.file.rsplit("src/").next().unwrap(), one.text.split('(').next().unwrap().trim()))
        .collect();
    found.sort_unstable();
    let wanted = [
        // Sign-ups never confirmed: nobody consented to anything.
        ("subscribers/store.rs", "DELETE FROM consent WHERE subscriber = $1"),
        ("subscribers/store.rs", "INSERT INTO consent"),
        // Erasure takes the network addresses out.
        ("subscribers/store.rs", "UPDATE consent SET ip = '' WHERE subscriber = $1"),
    ];
    assert_eq!(found, wanted);
}
