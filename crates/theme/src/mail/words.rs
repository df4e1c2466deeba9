//! What mails ask of a text: wrapped lines, a preheader, and HTML whose elements carry their own style.

/// Signs of a line of plain text.
const WIDTH: usize = 72;
/// Signs of a preheader: what lists of mails show after the subject.
const PREHEADER: usize = 140;

/// The text in lines of at most 72 signs. A line's indent, quotation signs and list sign go on; addresses are never broken.
pub(crate) fn wrapped(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        wrap_line(line, &mut out);
    }
    out.join("\n")
}

fn wrap_line(line: &str, out: &mut Vec<String>) {
    let (lead, rest) = split_lead(line.trim_end());
    let hanging = hanging(lead);
    let mut current = lead.to_owned();
    let mut empty = true;
    for word in rest.split(' ').filter(|word| !word.is_empty()) {
        if !empty && signs(&current) + 1 + signs(word) > WIDTH {
            out.push(std::mem::replace(&mut current, hanging.clone()));
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(word);
        empty = false;
    }
    out.push(current.trim_end().to_owned());
}

fn signs(text: &str) -> usize {
    text.chars().count()
}

/// What stands before a line's words: spaces, `>` signs, one list sign.
fn split_lead(line: &str) -> (&str, &str) {
    let mut at = line.len() - line.trim_start_matches([' ', '>']).len();
    if let Some((sign, _)) = line.get(at..).and_then(|rest| rest.split_once(' ')) {
        let number = sign.strip_suffix('.').is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()));
        if number || matches!(sign, "-" | "*" | "—") {
            at += sign.len() + 1;
        }
    }
    line.split_at(at)
}

/// The lead of the lines that follow: quotation signs stay, a list sign becomes room.
fn hanging(lead: &str) -> String {
    lead.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect()
}

/// The opening of a text in one line, cut at a word.
pub(crate) fn preheader(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if signs(&out) + 1 + signs(word) > PREHEADER {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Elements as `document::render_mail` writes them, with the style each gets: many readers of mail drop style sheets.
/// Colours are left to the surroundings, so that one rule turns them for the dark; figures become what Outlook knows.
const STYLES: &[(&str, &str)] = &[
    ("<p><cite>", "<p style=\"margin:-10px 0 12px\"><cite style=\"font-style:normal;font-size:15px\">"),
    ("<p>", "<p style=\"margin:0 0 18px\">"),
    ("<h2>", "<h2 style=\"margin:30px 0 12px;font-size:23px;line-height:1.25\">"),
    ("<h3>", "<h3 style=\"margin:26px 0 10px;font-size:20px;line-height:1.3\">"),
    ("<h4>", "<h4 style=\"margin:22px 0 8px;font-size:18px;line-height:1.35\">"),
    ("<ul>", "<ul style=\"margin:0 0 18px;padding:0 0 0 24px\">"),
    ("<ol>", "<ol style=\"margin:0 0 18px;padding:0 0 0 24px\">"),
    ("<ol start=", "<ol style=\"margin:0 0 18px;padding:0 0 0 24px\" start="),
    ("<li>", "<li style=\"margin:0 0 6px\">"),
    (
        "<blockquote>",
        "<blockquote class=\"quote\" style=\"margin:0 0 18px;padding:2px 0 1px 18px;border-left:3px solid ACCENT;font-style:italic\">",
    ),
    ("<cite>", "<cite style=\"font-style:normal;font-size:15px\">"),
    ("<figure>", "<div style=\"margin:0 0 22px\">"),
    ("</figure>", "</div>"),
    ("<figcaption>", "<div class=\"soft\" style=\"padding:8px 0 0;font-family:SANS;font-size:14px;line-height:1.45;color:#5b5f66\">"),
    ("</figcaption>", "</div>"),
    ("<hr>", "<hr style=\"width:96px;margin:30px auto;border:0;border-top:1px solid #b9b4aa\">"),
    (
        "<table border=\"1\" cellpadding=\"6\" cellspacing=\"0\">",
        "<table border=\"1\" cellpadding=\"6\" cellspacing=\"0\" class=\"data\" style=\"width:100%;margin:0 0 22px;border-collapse:collapse;border-color:#dcd8cf;font-family:SANS;font-size:15px;line-height:1.4\">",
    ),
    ("<th scope=", "<th align=\"left\" scope="),
    ("<caption>", "<caption style=\"padding:0 0 6px;text-align:left\">"),
    ("<pre>", "<pre style=\"margin:0 0 18px;white-space:pre-wrap;font-size:14px;line-height:1.45\">"),
    ("<img src=", "<img style=\"display:block;max-width:100%;height:auto;border:0\" src="),
    ("<a href=", "<a class=\"link\" style=\"color:ACCENT\" href="),
];

/// Letters without serifs, as mails name them.
const SANS: &str = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/// Safe HTML whose elements carry their own style.
pub(crate) fn styled(html: &str, accent: &str) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match STYLES.iter().find(|(plain, _)| from.starts_with(plain)) {
            Some((plain, style)) => {
                out.push_str(&style.replace("ACCENT", accent).replace("SANS", SANS));
                rest = from.strip_prefix(plain).unwrap_or_default();
            }
            None => {
                out.push('<');
                rest = from.strip_prefix('<').unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_at_words_and_keep_their_lead() {
        let long = "mot ".repeat(30);
        for (line, lead) in
            [(long.clone(), "mot"), (format!("> {long}"), "> mot"), (format!("- {long}"), "  mot"), (format!("12. {long}"), "    mot")]
        {
            let lines = wrapped(&line);
            assert!(lines.lines().count() > 1 && lines.lines().all(|line| signs(line) <= WIDTH), "{lines}");
            assert!(lines.lines().skip(1).all(|line| line.starts_with(lead)), "{lines}");
        }
    }

    #[test]
    fn an_address_longer_than_a_line_is_not_broken() {
        let address = format!("<https://example.org/{}>", "a".repeat(80));
        assert!(wrapped(&format!("Voir ici {address} et là")).lines().any(|line| line == address));
    }

    #[test]
    fn a_no_break_space_does_not_end_a_line() {
        let text = format!("{} «\u{a0}Oui\u{a0}»", "x".repeat(68));
        assert_eq!(wrapped(&text).lines().last(), Some("«\u{a0}Oui\u{a0}»"));
    }

    #[test]
    fn a_preheader_is_one_line_cut_at_a_word() {
        assert_eq!(preheader("Un\n deux"), "Un deux");
        let long = preheader(&"mot ".repeat(60));
        assert!(long.ends_with("mot…") && signs(&long) <= PREHEADER + 1, "{long}");
    }

    #[test]
    fn elements_get_their_style_and_words_are_left() {
        let html = styled("<p>a &lt;p&gt; <a href=\"x\">b</a></p>", "#123456");
        assert_eq!(html, "<p style=\"margin:0 0 18px\">a &lt;p&gt; <a class=\"link\" style=\"color:#123456\" href=\"x\">b</a></p>");
    }
}
