//! At which step of the conversation a mail was refused: the same words mean something else at another step.

/// A step of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// The connection, before anything was said.
    Connect,
    /// EHLO or HELO.
    Hello,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA, and the end of the data.
    Data,
}

/// How mail systems name the step, in lower case; the one that stands last in a text counts.
const NAMED: &[(&str, Command)] = &[
    ("refused to talk to me", Command::Connect),
    ("after initial connection", Command::Connect),
    ("while connected from", Command::Connect),
    ("in reply to ehlo", Command::Hello),
    ("in reply to helo", Command::Hello),
    ("after ehlo", Command::Hello),
    ("after helo", Command::Hello),
    ("my name was rejected", Command::Hello),
    (">>> ehlo", Command::Hello),
    (">>> helo", Command::Hello),
    ("(state 8)", Command::Hello),
    ("(state 9)", Command::Hello),
    ("in reply to mail", Command::Mail),
    ("after mail from", Command::Mail),
    ("sender was rejected", Command::Mail),
    (">>> mail", Command::Mail),
    ("[mail_from]", Command::Mail),
    ("(state 12)", Command::Mail),
    ("(state 13)", Command::Mail),
    ("did not like our mail", Command::Mail),
    ("in reply to rcpt", Command::Rcpt),
    ("after rcpt", Command::Rcpt),
    ("does not like recipient", Command::Rcpt),
    (">>> rcpt", Command::Rcpt),
    ("<<< rcpt", Command::Rcpt),
    ("[rcpt_to]", Command::Rcpt),
    ("following rcpt", Command::Rcpt),
    ("rejected recipient", Command::Rcpt),
    ("(state 14)", Command::Rcpt),
    ("did not like our rcpt", Command::Rcpt),
    ("in reply to data", Command::Data),
    ("in reply to end of data", Command::Data),
    ("after end of data", Command::Data),
    ("after data", Command::Data),
    ("after pipelined data", Command::Data),
    ("for text command", Command::Data),
    ("failed after i sent the message", Command::Data),
    (">>> data", Command::Data),
    (">>> bdat", Command::Data),
    ("[data]", Command::Data),
    ("(data)", Command::Data),
    ("(state 17)", Command::Data),
    ("(state 18)", Command::Data),
    ("did not like our final data", Command::Data),
    ("did not like our data", Command::Data),
];

/// The step that a text in lower case names last before `end` (the text's own end without one).
pub(super) fn last_named(lower: &str, end: Option<usize>) -> Option<Command> {
    let text = end.and_then(|end| lower.get(..end)).unwrap_or(lower);
    NAMED
        .iter()
        .filter_map(|(words, command)| text.rfind(words).map(|at| (at, *command)))
        .max_by_key(|(at, _)| *at)
        .map(|(_, command)| command)
}

/// The step that the refusal was an answer to. In a transcript, what stands before the first refusal counts: what follows are
/// the steps after it.
pub(super) fn of(lower: &str) -> Option<Command> {
    let transcript = lower.find("<<< 5").or_else(|| lower.find("<<< 4"));
    last_named(lower, transcript)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_is_the_one_that_was_answered() {
        let table = [
            ("host mx.example said: 550 no (in reply to end of data command)", Some(Command::Data)),
            (">>> rcpt to:<a@example.org>\n<<< 550 no\n>>> data\n<<< 503 need rcpt", Some(Command::Rcpt)),
            ("192.0.2.1 does not like recipient.", Some(Command::Rcpt)),
            ("refused to talk to me: 554 no", Some(Command::Connect)),
            ("550 no", None),
        ];
        for (text, step) in table {
            assert_eq!(of(text), step, "{text}");
        }
    }
}
