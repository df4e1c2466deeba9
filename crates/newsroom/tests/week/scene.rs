//! What there is before the week begins: sections, a topic, an author, newsletters of all kinds.

use std::collections::BTreeMap;

use newsroom::contributors::{self, ContributorKind};
use newsroom::naming::{Name, Names};
use newsroom::newsletters::{self, Cadence, Details, Filter};
use newsroom::testing::{self, TestApp};
use newsroom::topics::{self, TopicKind};
use newsroom::{App, Id};

/// What the newsroom has, by name.
pub struct Scene {
    pub sections: BTreeMap<String, Id>,
    pub topic: Id,
    pub author: Id,
    pub newsletters: BTreeMap<String, Id>,
}

fn names(name: &str) -> Names {
    let named = Name { name: name.to_owned(), ..Name::default() };
    Names::from([("fr".to_owned(), named.clone()), ("en".to_owned(), named)])
}

/// Makes it.
pub async fn make(test: &TestApp, app: &App) -> Scene {
    let mut sections = BTreeMap::new();
    for name in ["Serbie", "Kosovo", "Culture"] {
        sections.insert(name.to_owned(), testing::section(test, name).await.unwrap());
    }
    let actor = test.actor();
    let topic = topics::create(app, &actor, TopicKind::Theme, names("Élections")).await.unwrap();
    let mira = contributors::Details {
        kind: ContributorKind::Person,
        names: names("Mira Dolić"),
        portrait: None,
        private_name: String::new(),
        email: String::new(),
    };
    let author = contributors::create(app, &actor, mira).await.unwrap();
    let mut scene = Scene { sections, topic, author, newsletters: BTreeMap::new() };
    let by = |sections: &[Id], topics: &[Id], authors: &[Id]| Filter {
        sections: sections.to_vec(),
        topics: topics.to_vec(),
        authors: authors.to_vec(),
    };
    let all = by(&[], &[], &[]);
    let (kosovo, culture) = (by(&[scene.sections["Kosovo"]], &[], &[]), by(&[scene.sections["Culture"]], &[], &[]));
    let (elections, mira) = (by(&[], &[topic], &[]), by(&[], &[], &[author]));
    let wanted = [
        ("Tout", "fr", Cadence::AtOnce, 0, 1, all.clone()),
        ("Kosovo", "fr", Cadence::AtOnce, 0, 1, kosovo),
        ("Matin", "fr", Cadence::Daily, 7, 1, all.clone()),
        ("Élections", "fr", Cadence::Daily, 18, 1, elections),
        ("Culture", "fr", Cadence::Weekly, 8, 1, culture),
        ("Mira", "fr", Cadence::Weekly, 17, 5, mira),
        ("English", "en", Cadence::AtOnce, 0, 1, all.clone()),
        ("Sunday", "en", Cadence::Weekly, 9, 7, all),
    ];
    for (name, language, cadence, hour, weekday, filter) in wanted {
        let details = Details { cadence, hour, weekday, filter, ..Details::new(language) };
        newsletter(test, app, &mut scene, name, details).await;
    }
    scene
}

/// A newsletter under a name.
pub async fn newsletter(test: &TestApp, app: &App, scene: &mut Scene, name: &str, details: Details) {
    let details = Details { names: names(name), ..details };
    let (id, _) = newsletters::create(app, &test.actor(), details).await.unwrap();
    scene.newsletters.insert(name.to_owned(), id);
}
