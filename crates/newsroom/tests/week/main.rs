//! Days in the life of a newsroom's newsletters, by a set clock: who gets what, and when, exactly.
//!
//! The clock goes from hour to hour, and stops at each act and at the end of its hold. What the relay takes is a line of a table.

mod life;
mod scene;

use life::Life;

/// At once, daily and weekly, by section, topic, author and language; a correction in the hold, an article taken back in the hold
/// and one taken back before the digest; a reader who leaves, one who comes.
#[tokio::test]
async fn a_week() {
    let mut life = Life::begin("2026-09-21T06:30").await;
    let readers: [(&str, &[&str]); 8] = [
        ("lea", &["Tout"]),
        ("noe", &["Tout", "Kosovo"]),
        ("iris", &["Kosovo"]),
        ("paul", &["Matin"]),
        ("zoe", &["Élections", "Mira"]),
        ("anna", &["Matin", "Culture"]),
        ("sam", &["English", "Sunday"]),
        ("eve", &["Tout"]),
    ];
    for (name, newsletters) in readers {
        life.reader(name, newsletters).await;
    }
    // Monday: one at once; nothing is new for the digests before it.
    life.at("2026-09-21T09:00").await;
    life.publish("Les moulins rouvrent", "Culture", &["mail"]).await;
    // A correction in the hold is in the mail.
    life.at("2026-09-21T14:00").await;
    life.publish("Le pont de Mitrovic", "Kosovo", &["mail", "mira"]).await;
    life.at("2026-09-21T14:02").await;
    life.correct("Le pont de Mitrovic", "Le pont de Mitrovica").await;
    // Tuesday: taken back in the hold, nobody gets it; published again, it is never mailed.
    life.at("2026-09-22T10:00").await;
    life.publish("Une rumeur", "Serbie", &["mail"]).await;
    life.at("2026-09-22T10:03").await;
    life.unpublish("Une rumeur").await;
    // Without a mailing: in the digests alone, but not in the one from before it was taken back.
    life.at("2026-09-22T11:00").await;
    life.publish("Un bulletin de trop", "Serbie", &["elections"]).await;
    life.at("2026-09-22T12:00").await;
    life.publish("Les urnes sont closes", "Serbie", &["elections", "mira"]).await;
    life.at("2026-09-22T17:00").await;
    life.unpublish("Un bulletin de trop").await;
    // Wednesday: a reader leaves in the hold and gets nothing more.
    life.at("2026-09-23T16:00").await;
    life.publish("La ligne du matin", "Serbie", &["mail"]).await;
    life.at("2026-09-23T16:01").await;
    life.leave("eve").await;
    // Thursday: a reader comes, and gets what is sent from then on.
    life.at("2026-09-24T20:00").await;
    life.reader("tara", &["Matin", "Tout"]).await;
    life.at("2026-09-24T21:00").await;
    life.publish("Le festival du lac", "Culture", &["mail"]).await;
    // Friday: in English.
    life.at("2026-09-25T10:00").await;
    life.publish("The mills are back", "Culture", &["mail", "en"]).await;
    // Published again after its mailing was stopped: it never goes at once, nor is it new to a digest: its date is its first.
    life.at("2026-09-26T10:00").await;
    life.publish_again("Une rumeur").await;
    // Monday again: the weekly ones are over, nothing is new.
    life.at("2026-09-29T06:00").await;
    insta::assert_snapshot!(life.table(), @r"
    Mon 21 09:05 CEST  tout       eve   Les moulins rouvrent [Les moulins rouvrent]
    Mon 21 09:05 CEST  tout       lea   Les moulins rouvrent [Les moulins rouvrent]
    Mon 21 09:05 CEST  tout       noe   Les moulins rouvrent [Les moulins rouvrent]
    Mon 21 14:05 CEST  kosovo     iris  Le pont de Mitrovica [Le pont de Mitrovica]
    Mon 21 14:05 CEST  tout       eve   Le pont de Mitrovica [Le pont de Mitrovica]
    Mon 21 14:05 CEST  tout       lea   Le pont de Mitrovica [Le pont de Mitrovica]
    Mon 21 14:05 CEST  tout       noe   Le pont de Mitrovica [Le pont de Mitrovica]
    Tue 22 07:00 CEST  matin      anna  Matin : 22 septembre 2026 [Le pont de Mitrovica | Les moulins rouvrent]
    Tue 22 07:00 CEST  matin      paul  Matin : 22 septembre 2026 [Le pont de Mitrovica | Les moulins rouvrent]
    Tue 22 18:00 CEST  elections  zoe   Élections : 22 septembre 2026 [Les urnes sont closes]
    Wed 23 07:00 CEST  matin      anna  Matin : 23 septembre 2026 [Les urnes sont closes]
    Wed 23 07:00 CEST  matin      paul  Matin : 23 septembre 2026 [Les urnes sont closes]
    Wed 23 16:05 CEST  tout       lea   La ligne du matin [La ligne du matin]
    Wed 23 16:05 CEST  tout       noe   La ligne du matin [La ligne du matin]
    Thu 24 07:00 CEST  matin      anna  Matin : 24 septembre 2026 [La ligne du matin]
    Thu 24 07:00 CEST  matin      paul  Matin : 24 septembre 2026 [La ligne du matin]
    Thu 24 21:05 CEST  tout       lea   Le festival du lac [Le festival du lac]
    Thu 24 21:05 CEST  tout       noe   Le festival du lac [Le festival du lac]
    Thu 24 21:05 CEST  tout       tara  Le festival du lac [Le festival du lac]
    Fri 25 07:00 CEST  matin      anna  Matin : 25 septembre 2026 [Le festival du lac]
    Fri 25 07:00 CEST  matin      paul  Matin : 25 septembre 2026 [Le festival du lac]
    Fri 25 07:00 CEST  matin      tara  Matin : 25 septembre 2026 [Le festival du lac]
    Fri 25 10:05 CEST  english    sam   The mills are back [The mills are back]
    Fri 25 17:00 CEST  mira       zoe   Mira : 25 septembre 2026 [Les urnes sont closes | Le pont de Mitrovica]
    Sun 27 09:00 CEST  sunday     sam   Sunday: September 27, 2026 [The mills are back]
    Mon 28 08:00 CEST  culture    anna  Culture : 28 septembre 2026 [Le festival du lac | Les moulins rouvrent]
    ");
}

/// The week in which summer time ends: the hours are the site's before and after, and the hour that comes twice sends once.
#[tokio::test]
async fn the_week_in_which_the_clock_changes() {
    let mut life = Life::begin("2026-10-23T12:00").await;
    life.newsletter("Nuit", "fr", 2).await;
    life.reader("paul", &["Matin"]).await;
    life.reader("nora", &["Nuit"]).await;
    for (day, headline) in [(23, "Vendredi"), (24, "Samedi"), (25, "Dimanche"), (26, "Lundi")] {
        life.at(&format!("2026-10-{day}T18:00")).await;
        life.publish(&format!("Nouvelles de {headline}"), "Serbie", &[]).await;
    }
    life.at("2026-10-28T06:00").await;
    insta::assert_snapshot!(life.table(), @r"
    Sat 24 02:00 CEST  nuit       nora  Nuit : 24 octobre 2026 [Nouvelles de Vendredi]
    Sat 24 07:00 CEST  matin      paul  Matin : 24 octobre 2026 [Nouvelles de Vendredi]
    Sun 25 02:00 CEST  nuit       nora  Nuit : 25 octobre 2026 [Nouvelles de Samedi]
    Sun 25 07:00 CET  matin      paul  Matin : 25 octobre 2026 [Nouvelles de Samedi]
    Mon 26 02:00 CET  nuit       nora  Nuit : 26 octobre 2026 [Nouvelles de Dimanche]
    Mon 26 07:00 CET  matin      paul  Matin : 26 octobre 2026 [Nouvelles de Dimanche]
    Tue 27 02:00 CET  nuit       nora  Nuit : 27 octobre 2026 [Nouvelles de Lundi]
    Tue 27 07:00 CET  matin      paul  Matin : 27 octobre 2026 [Nouvelles de Lundi]
    ");
}
