//! The fields of a form as they were typed.

/// Names and values, in the order they came. Values have their line ends as `\n` and no U+0000.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a form's body.
    pub fn parse(body: &str) -> Fields {
        Fields(crate::web::pairs(body).into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
    }

    /// The value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// All values of a field that may be sent several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether a box was ticked or a button pressed.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// One more field, its line ends as `\n`.
    pub(super) fn add(&mut self, name: String, value: &str) {
        self.0.push((name, value.replace("\r\n", "\n").replace('\0', "")));
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every field, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Fields {
        Fields(fields.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_typed() {
        let fields = Fields::parse("name=Milica+V&topic=1&topic=2&text=a%0D%0Ab");
        assert_eq!(fields.get("name"), "Milica V");
        assert_eq!(fields.all("topic"), ["1", "2"]);
        assert_eq!(fields.get("text"), "a\nb");
        assert_eq!(fields.get("missing"), "");
    }
}
