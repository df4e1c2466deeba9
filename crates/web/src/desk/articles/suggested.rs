//! Topics offered beside those of an article, each with its reason, as boxes to tick.

use newsroom::Id;
use newsroom::articles::Content;
use newsroom::topics::{self, Why};
use theme::Value;
use theme::desk::articles::SuggestedTopic;

use crate::guard::{Desk, Fields};
use crate::{Failure, Web};

/// What is offered for a text.
pub async fn offered(web: &Web, desk: &Desk, article: Id, language: &str, content: &Content) -> Result<Vec<SuggestedTopic>, Failure> {
    let all = topics::suggest(&web.app, article, language, content).await?;
    let why = |why: Why| {
        let (key, count) = match why {
            Why::Named(count, false) => ("topics-why-named", count),
            Why::Named(count, true) => ("topics-why-headline", count),
            Why::Near(count) => ("topics-why-near", usize::try_from(count).unwrap_or_default()),
            Why::Repeated(count) => ("topics-why-repeated", count),
        };
        web.app.theme.text(&desk.language, key, &[("count", Value::from(count))])
    };
    let shown = |one: topics::Suggestion| SuggestedTopic {
        field: if one.topic.is_some() { "topics" } else { "topic_named" }.to_owned(),
        value: one.topic.map_or_else(|| one.name.clone(), |id| id.to_string()),
        why: why(one.why),
        name: one.name,
    };
    Ok(all.into_iter().map(shown).collect())
}

/// The names of new topics: those typed, and those offered and ticked.
pub fn named(fields: &Fields) -> String {
    let ticked = fields.all("topic_named").into_iter().map(|name| name.replace([',', ';'], " "));
    std::iter::once(fields.get("new_topics").to_owned()).chain(ticked).collect::<Vec<_>>().join("\n")
}
