//! One SQL text on both databases: every statement of the product prepares on the one this suite runs on.

use newsroom::testing;

#[tokio::test]
async fn every_statement_prepares() {
    let test = testing::empty().await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let count = database::all_statements().count();
    assert!(count > 100, "only {count} statements are linked");
    let refused = database::prepare_all(&mut tx).await.unwrap();
    let list: Vec<String> = refused.iter().map(|(one, why)| format!("{}:{}: {why}", one.file, one.line)).collect();
    assert!(list.is_empty(), "{list:#?}");
}
