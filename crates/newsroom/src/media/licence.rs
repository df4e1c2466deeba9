//! Under what a picture may be used. For the desk alone: what readers are told stands in the credit.

/// A licence kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Licence {
    /// Nobody has said.
    #[default]
    Unknown,
    /// The newsroom's own work.
    Own,
    /// Bought from an agency, for this use.
    Agency,
    /// The holder of the rights agreed.
    Permission,
    /// Handed out for the press.
    Press,
    /// Creative Commons, the author named.
    CcBy,
    /// Creative Commons, the author named, passed on alike.
    CcBySa,
    /// Free of rights: public domain, CC0.
    Free,
    /// A quotation in the sense of the law.
    Quotation,
}

impl Licence {
    /// All kinds, in the order the desk offers them.
    pub const ALL: [Licence; 9] = [
        Licence::Unknown,
        Licence::Own,
        Licence::Agency,
        Licence::Permission,
        Licence::Press,
        Licence::CcBy,
        Licence::CcBySa,
        Licence::Free,
        Licence::Quotation,
    ];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Licence::Unknown => "",
            Licence::Own => "own",
            Licence::Agency => "agency",
            Licence::Permission => "permission",
            Licence::Press => "press",
            Licence::CcBy => "cc_by",
            Licence::CcBySa => "cc_by_sa",
            Licence::Free => "free",
            Licence::Quotation => "quotation",
        }
    }

    /// Reads what [`Licence::as_str`] wrote; anything else is what nobody has said.
    pub fn parse(text: &str) -> Licence {
        Licence::ALL.into_iter().find(|licence| licence.as_str() == text).unwrap_or_default()
    }
}
