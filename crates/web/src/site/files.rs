//! Documents and sounds for readers: streamed, whole or the one part that was asked for (RFC 9110, 14), so that players can jump.
//!
//! Guarantee: no more than a piece of a file is in memory for each reader.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures::stream;
use newsroom::media::{OpenedFile, read_file};

use super::assets::FOR_EVER;
use crate::Failure;

/// How much is read at once.
const PIECE: usize = 256 << 10;

/// What a Range field asks for, of a file of some length.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// From the first byte to the last, both with it.
    From(u64, u64),
    /// Nothing that there is.
    Beyond,
}

/// Several ranges, other units and what is malformed are answered with the whole file, as RFC 9110, 14.2 allows.
fn part(range: &str, length: u64) -> Part {
    let Some((from, to)) = range.strip_prefix("bytes=").and_then(|one| one.trim().split_once('-')) else {
        return Part::Whole;
    };
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (number(from), number(to)) {
        (None, Some(0)) if from.is_empty() => Part::Beyond,
        (None, Some(_)) if from.is_empty() && length == 0 => Part::Beyond,
        (None, Some(last)) if from.is_empty() => Part::From(length.saturating_sub(last), length - 1),
        (Some(from), _) if from >= length => Part::Beyond,
        (Some(from), None) if to.is_empty() => Part::From(from, length - 1),
        (Some(from), Some(to)) if from <= to => Part::From(from, to.min(length - 1)),
        _ => Part::Whole,
    }
}

/// The file `hash` as these headers ask for it.
pub fn answer(headers: &HeaderMap, hash: &str, media_type: &'static str, opened: OpenedFile) -> Result<Response, Failure> {
    let asked = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tag = format!("\"{hash}\"");
    let length = opened.length();
    let mut response = Response::new(Body::empty());
    let fields = response.headers_mut();
    let mut set = |name: HeaderName, value: String| -> Result<(), Failure> {
        fields.insert(name, HeaderValue::try_from(value).map_err(Failure::broken)?);
        Ok(())
    };
    set(ETAG, tag.clone())?;
    set(CACHE_CONTROL, FOR_EVER.to_owned())?;
    set(ACCEPT_RANGES, "bytes".to_owned())?;
    set(X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())?;
    if asked(IF_NONE_MATCH).split(',').any(|one| one.trim().trim_start_matches("W/") == tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    let same = asked(IF_RANGE).is_empty() || asked(IF_RANGE) == tag;
    let (status, from, end) = match if same { part(asked(RANGE), length) } else { Part::Whole } {
        Part::Whole => (StatusCode::OK, 0, length),
        Part::From(from, to) => {
            set(CONTENT_RANGE, format!("bytes {from}-{to}/{length}"))?;
            (StatusCode::PARTIAL_CONTENT, from, to + 1)
        }
        Part::Beyond => {
            set(CONTENT_RANGE, format!("bytes */{length}"))?;
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            return Ok(response);
        }
    };
    set(CONTENT_TYPE, media_type.to_owned())?;
    set(CONTENT_LENGTH, (end - from).to_string())?;
    *response.status_mut() = status;
    *response.body_mut() = Body::from_stream(pieces(opened, from, end));
    Ok(response)
}

fn pieces(opened: OpenedFile, from: u64, end: u64) -> impl futures::Stream<Item = Result<Bytes, newsroom::Error>> {
    stream::try_unfold((opened, from), move |(opened, at)| async move {
        let left = usize::try_from(end.saturating_sub(at)).unwrap_or(PIECE).min(PIECE);
        if left == 0 {
            return Ok(None);
        }
        let (opened, bytes) = read_file(opened, at, left).await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let next = at + u64::try_from(bytes.len()).map_err(newsroom::Error::broken)?;
        Ok(Some((Bytes::from(bytes), (opened, next))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_rfc_9110_says() {
        for (range, expected) in [
            ("", Part::Whole),
            ("bytes=0-", Part::From(0, 99)),
            ("bytes=10-19", Part::From(10, 19)),
            ("bytes=90-1000", Part::From(90, 99)),
            ("bytes=-10", Part::From(90, 99)),
            ("bytes=-1000", Part::From(0, 99)),
            ("bytes=-0", Part::Beyond),
            ("bytes=100-", Part::Beyond),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,5-6", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=99999999999999999999-", Part::Whole),
            ("lines=1-2", Part::Whole),
        ] {
            assert_eq!(part(range, 100), expected, "{range}");
        }
        assert_eq!(part("bytes=-5", 0), Part::Beyond);
        assert_eq!(part("bytes=0-", 0), Part::Beyond);
    }
}
