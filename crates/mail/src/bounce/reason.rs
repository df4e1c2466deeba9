//! Why a mail came back, and what that means for the address.

/// What a reason means for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BounceClass {
    /// Nobody is there: never write again.
    Hard,
    /// Not now, or not this mail: the address may be good.
    Soft,
    /// Its owner does not want our mail.
    Complaint,
    /// Says nothing of the address: an automatic reply, a mail that arrived.
    Other,
}

impl BounceClass {
    /// In one word.
    pub fn as_str(self) -> &'static str {
        match self {
            BounceClass::Hard => "hard",
            BounceClass::Soft => "soft",
            BounceClass::Complaint => "complaint",
            BounceClass::Other => "other",
        }
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// Why a mail came back.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason {
            $($(#[$doc])* $name,)+
        }

        impl Reason {
            /// All of them.
            pub const ALL: &'static [Reason] = &[$(Reason::$name,)+];

            /// In one word, as it is stored and compared.
            pub fn as_str(self) -> &'static str {
                match self { $(Reason::$name => $text,)+ }
            }
        }
    };
}

reasons! {
    /// SPF, DKIM or DMARC failed.
    AuthFailure = "authfailure",
    /// Our server or domain has a bad name.
    BadReputation = "badreputation",
    /// Our server is refused, whatever it brings.
    Blocked = "blocked",
    /// The mail is not well made.
    ContentError = "contenterror",
    /// It arrived.
    Delivered = "delivered",
    /// Too long for this mailbox.
    ExceedLimit = "exceedlimit",
    /// Tried for so long that the mail system gave up, or says that it is late.
    Expired = "expired",
    /// Encryption could not be begun.
    FailedStartTls = "failedstarttls",
    /// A complaint.
    Feedback = "feedback",
    /// Refused by the recipient, or by a filter in their name.
    Filtered = "filtered",
    /// The mailbox has moved.
    HasMoved = "hasmoved",
    /// There is no such domain.
    HostUnknown = "hostunknown",
    /// The mailbox is full.
    MailboxFull = "mailboxfull",
    /// A program that takes mail failed.
    MailerError = "mailererror",
    /// Too long for the server.
    MesgTooBig = "mesgtoobig",
    /// The way there was broken.
    NetworkError = "networkerror",
    /// The server is not there for this domain.
    NoRelaying = "norelaying",
    /// The domain takes no mail.
    NotAccept = "notaccept",
    /// The mail breaks the rules of its form.
    NotCompliantRfc = "notcompliantrfc",
    /// Words that are not understood.
    OnHold = "onhold",
    /// A rule of theirs.
    PolicyViolation = "policyviolation",
    /// The sender's address was refused.
    Rejected = "rejected",
    /// Our server's address has no name in the DNS.
    RequirePtr = "requireptr",
    /// We may not.
    SecurityError = "securityerror",
    /// Held for spam.
    SpamDetected = "spamdetected",
    /// Too fast.
    Speeding = "speeding",
    /// The account is closed for now.
    Suspend = "suspend",
    /// The conversation went wrong.
    SyntaxError = "syntaxerror",
    /// Their server is out of order.
    SystemError = "systemerror",
    /// Their server's disk is full.
    SystemFull = "systemfull",
    /// Too many connections or recipients.
    TooManyConn = "toomanyconn",
    /// Nothing is said.
    Undefined = "undefined",
    /// There is no such mailbox.
    UserUnknown = "userunknown",
    /// An automatic reply.
    Vacation = "vacation",
    /// A virus was found.
    VirusDetected = "virusdetected",
}

impl Reason {
    /// Reads what [`Reason::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Reason> {
        Reason::ALL.iter().copied().find(|reason| reason.as_str() == text)
    }

    /// What it means for the address.
    pub fn class(self) -> BounceClass {
        match self {
            Reason::UserUnknown | Reason::HostUnknown | Reason::HasMoved | Reason::NotAccept => BounceClass::Hard,
            Reason::Feedback => BounceClass::Complaint,
            Reason::Delivered | Reason::Vacation => BounceClass::Other,
            _ => BounceClass::Soft,
        }
    }
}
