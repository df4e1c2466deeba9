//! What the sample newsroom is working on: colleagues of every role, and articles in every state before publication.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use newsroom::accounts::{self, NewAccount, Role};
use newsroom::articles::{self, Flag, Hand, Idea, Publish, State};
use newsroom::{Actor, App, Id};

use super::{DAY, plain};

/// Who works here beside the one who set it up.
const COLLEAGUES: [(&str, &str, Role); 4] = [
    ("Luan Brega", "luan.brega@courrier.example", Role::Freelance),
    ("Đorđe Lisak", "djordje@courrier.example", Role::Journalist),
    ("Tijana Orel", "tijana@courrier.example", Role::CopyEditor),
    ("Hélène Marchand", "helene@courrier.example", Role::Editor),
];

/// An article that is under way: section, headline, standfirst, paragraphs.
struct Work(&'static str, &'static str, &'static str, &'static [&'static str]);

const DRAFT: Work = Work(
    "Économie",
    "Les tanneries cherchent repreneur",
    "Deux ateliers sur cinq ferment leurs portes au printemps.",
    &["Le quai sent encore le cuir, mais les cuves sont vides depuis février.", "« On attend quelqu’un qui sache », dit la voisine."],
);
const HANDED_IN: Work = Work(
    "Politique",
    "Le budget de l’eau passe de justesse",
    "Le conseil de Dobrava a voté dans la nuit, à une voix près.",
    &["Il a fallu trois suspensions de séance.", "La régie aura de quoi remplacer les conduites du quartier haut ; le reste attendra."],
);
const READY: Work = Work(
    "Culture",
    "La fanfare des mariniers rejoue",
    "Trente cuivres et un tambour sur le quai, dimanche à midi.",
    &["Les partitions dormaient dans une malle de la capitainerie.", "Personne n’a oublié l’air du retour."],
);
const SCHEDULED: Work = Work(
    "Rivières",
    "Ce que mesure la nouvelle échelle de crue",
    "Un trait rouge, un trait bleu, et cent ans entre les deux.",
    &["L’échelle a été scellée mardi au pied du pont neuf.", "Les relevés paraîtront chaque matin sur la porte de la mairie."],
);

/// Makes the colleagues, and what lies on their desks.
pub async fn write(app: &App, chief: &Actor, sections: &BTreeMap<String, Id>) -> Result<()> {
    let mut people = BTreeMap::new();
    for (name, email, role) in COLLEAGUES {
        let account = NewAccount {
            name: name.to_owned(),
            email: email.to_owned(),
            password: accounts::unguessable(app).map_err(plain)?,
            language: "fr".to_owned(),
        };
        people.insert(role.as_str(), accounts::create(app, chief, &account, role).await.map_err(plain)?);
    }
    let of = |role: Role| people.get(role.as_str()).copied().context("nobody has this role");
    let (freelance, journalist) = (of(Role::Freelance)?, of(Role::Journalist)?);
    let (copy_editor, editor) = (of(Role::CopyEditor)?, of(Role::Editor)?);
    let as_one = |account: Id| Actor::desk(account, "127.0.0.1");
    let hand = |note: &str, assignee: Option<Id>| Hand { note: note.to_owned(), assignee };

    let note = "Qui entretient encore les moulins du bas ? Deux heures de marche, une photo suffit.".to_owned();
    let idea = Idea { section: sections.get("Société").copied(), note, owner: Some(freelance) };
    articles::create_idea(app, &as_one(editor), "fr", "Les trois derniers meuniers du Val", &idea).await.map_err(plain)?;
    begin(app, &as_one(freelance), &DRAFT, sections).await?;

    let handed = begin(app, &as_one(journalist), &HANDED_IN, sections).await?;
    let note = hand("Les chiffres viennent du procès-verbal ; le nom du trésorier est à vérifier.", Some(copy_editor));
    articles::step(app, &as_one(journalist), handed, State::InReview, &note).await.map_err(plain)?;
    articles::set_flags(app, &as_one(journalist), handed, &[Flag::Legal], "Une citation met un élu en cause.").await.map_err(plain)?;

    let ready = begin(app, &as_one(journalist), &READY, sections).await?;
    articles::step(app, &as_one(journalist), ready, State::InReview, &Hand::default()).await.map_err(plain)?;
    articles::step(app, &as_one(copy_editor), ready, State::Ready, &hand("Relu, rien à redire.", None)).await.map_err(plain)?;
    articles::set_flags(app, &as_one(copy_editor), ready, &[Flag::Picture], "").await.map_err(plain)?;

    let scheduled = begin(app, &as_one(editor), &SCHEDULED, sections).await?;
    let moment = (app.now() / DAY + 1) * DAY + DAY / 4;
    articles::schedule(app, &as_one(editor), scheduled, moment, &Publish::default()).await.map_err(plain)
}

/// An article with its text, begun by whoever acts.
async fn begin(app: &App, actor: &Actor, work: &Work, sections: &BTreeMap<String, Id>) -> Result<Id> {
    let Work(section, headline, standfirst, paragraphs) = work;
    let id = articles::create(app, actor, "fr", headline, None).await.map_err(plain)?;
    let mut tx = app.read().await.map_err(plain)?;
    let copy = articles::working_copy(&mut tx, id).await.map_err(plain)?.context("a new article without a working copy")?;
    drop(tx);
    let html: String = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    let content = articles::Content {
        standfirst: (*standfirst).to_owned(),
        body: document::to_json(&document::from_html(&html, &document::ImportOptions::default()).0),
        section: sections.get(*section).copied(),
        ..copy.content
    };
    articles::save(app, actor, id, copy.number, content).await.map_err(plain)?;
    Ok(id)
}
