//! Papers of a result: their number, their articles, the signed head, drafts.

use huanjie::shell::ids::ElectionId;
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{SIBLING, TestApp, UNIT, verified},
    election::{Walk, day, election_day, voter},
};

#[tokio::test]
async fn papers_state_the_signed_head_and_the_articles_of_the_rules() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let heads = app.app.heads.all().expect("heads");
    let head = heads.last().expect("a signed head");
    let short: String = hex::encode(&head.hash).chars().take(16).collect();
    let told = format!("办理记录：选举{}第{}条{short}", head.subject, head.seq);
    let kept = "select stream_seq from document_version where version = 1 limit 1";
    assert_eq!(app.number(kept).await, head.seq);
    for kind in ["result_announcement", "result_announcement_wall", "result_report"] {
        let text = walk.paper(kind).await;
        assert!(text.contains(&told), "{kind}: {told} not in {text}");
        assert!(!text.contains("草稿"), "{kind}");
    }
    let report = walk.paper("result_report").await;
    for part in [
        "编号：330902-102201-1",
        "依据：《中华人民共和国村民委员会组织法》第十五条，《浙江省村民委员会选举办法》第二十七条",
        "2P＞N：116＞60，成立",
        "V≤F：58≤60，成立",
        "2x＞V：80＞58，成立",
        "其中：大会投票",
        "各投票方式按发出选票计，其中2张未收回。",
        "村存、镇存、报县民政局（组织部）",
    ] {
        assert!(report.contains(part), "{part} not in {report}");
    }
    let announcement = walk.paper("result_announcement").await;
    assert!(announcement.contains("有效票55张，无效票2张，弃权（空白）票1张"), "{announcement}");
    // what came back through each channel nobody counted
    let by_channel = "参加投票58人（按发出选票计，直接投票50人，委托投票4人，流动票箱投票6人，\
                      其中2张未收回），参选率96.67%。发出选票60张，收回选票58张，";
    assert!(announcement.contains(by_channel), "{announcement}");
    assert!(announcement.contains("张贴时间"), "{announcement}");
    let posted = walk.paper("result_announcement_wall").await;
    assert!(!posted.contains("张贴时间"));
    assert_eq!(code(&posted), code(&announcement), "two copies of one paper");
    assert_ne!(code(&report), code(&announcement));
}

/// The check code of a paper.
fn code(paper: &str) -> &str {
    let (_, rest) = paper.split_once("校验码").expect("a code");
    &rest[..9]
}

#[tokio::test]
async fn the_announcement_has_the_number_that_the_election_gives_it() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let page = walk.commission.get(&walk.path("/outcome")).await;
    assert!(page.has("#number[value='16']"), "the number of the model");
    let number = walk.path("/papers/number");
    for wrong in ["", "0", "1000", "x"] {
        let answer = walk.commission.post(&number, &[("number", wrong)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(answer.has("#number-error"));
    }
    let looks_on = app.visitor("scrutineer").await;
    assert_eq!(looks_on.post(&number, &[("number", "9")]).await.status, StatusCode::FORBIDDEN);
    walk.commission.done(&number, &[("number", "17")]).await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    assert!(walk.paper("result_announcement").await.contains("（第17号）"));
    // another number prints the announcements anew, and nothing else
    let before = app.state().await;
    let bare = walk.office.post(&number, &[("number", "18"), ("reason", " ")]).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST, "what is announced changes for a reason");
    assert!(bare.has("#reason-error"), "{}", bare.text());
    assert_eq!(app.state().await, before);
    walk.office.done(&number, &[("number", "18"), ("reason", "与补正公告重号")]).await;
    for _ in 0..600 {
        if app.number("select count(*) from document_version").await == 5 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let announcement = walk.paper("result_announcement").await;
    assert!(
        announcement.contains("（第18号）") && announcement.contains("版本2"),
        "{announcement}"
    );
    assert!(walk.paper("result_report").await.contains("版本1"));

    // what was posted first can still be read, and is listed with why there is another one
    let first = walk.commission.get(&walk.path("/papers/result_announcement/1")).await;
    assert_eq!((first.status, &*first.kind), (StatusCode::OK, "application/pdf"));
    let document = lopdf::Document::load_mem(&first.body).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text: String = document.extract_text(&pages).expect("text").split_whitespace().collect();
    assert!(text.contains("（第17号）") && text.contains("版本1"), "{text}");
    for none in ["/papers/result_announcement/3", "/papers/result_announcement/x"] {
        let answer = walk.commission.get(&walk.path(none)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{none}");
    }
    let list = walk.commission.get(&walk.path("/papers")).await.text();
    assert_eq!(
        list.matches("编号由 17 改为 18：与补正公告重号（office的名字）").count(),
        2,
        "{list}"
    );
    assert_eq!(list.matches("宣布结果后制作").count(), 3, "{list}");
    let sums = "select encode(pdf_sha256, 'hex') from document_version";
    for sum in app.texts(sums).await {
        assert!(list.contains(&sum), "{sum}: {list}");
    }
    let code = "select upper(left(content_digest, 4)) from document_version";
    for code in app.texts(code).await {
        assert!(list.contains(&format!("{code}-")), "{code}: {list}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn the_number_is_preset_to_the_one_that_the_town_printed_last() {
    use huanjie::documents::store::versions::announcement_no;

    let app = TestApp::start().await;
    let mut walk = Walk::at(&app, Stage::Outcome).await;
    walk.commission.done(&walk.path("/papers/number"), &[("number", "14")]).await;
    let first = app.number("select election_id from election").await;
    walk.unit = SIBLING.to_owned();
    walk.open(election_day()).await;
    let second = app.number("select max(election_id) from election").await;
    let number = async |election| {
        let mut db = app.app.db.acquire().await.expect("a connection");
        announcement_no(&mut db, ElectionId(election)).await.expect("a number")
    };
    assert_eq!(number(second).await, 16, "nothing is printed yet: that of the model");
    walk.unit = UNIT.to_owned();
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    assert_eq!(number(second).await, 14, "as the town has numbered it");
    assert_eq!(number(first).await, 14);
}

#[tokio::test]
async fn papers_of_figures_that_do_not_add_up_are_drafts_that_say_why() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    // no act of the program can do this once the sheet is signed
    app.console("ledger_altered", async |act| {
        let altered = "insert into ballot_movement (round_id, kind, quantity)
            select round_id, 'printed', 5 from round";
        sqlx::query(altered).execute(&mut **act).await.expect("a movement");
    })
    .await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    for kind in ["result_announcement", "result_announcement_wall", "result_report"] {
        let text = walk.paper(kind).await;
        assert!(text.contains("草稿·校验未通过"), "{kind}: {text}");
        let why = "F.113印制选票：计票单为64张，选票台账为69张，两数应当一致。";
        assert!(text.contains(why), "{kind}: {text}");
    }
    assert_eq!(app.number("select count(*) from document_version where draft").await, 3);
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert_eq!(page.matches("草稿·校验未通过").count(), 3, "{page}");
}

#[tokio::test]
async fn what_scribes_wrote_goes_from_the_ledger_over_the_sheet_into_the_report() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    walk.moves("scribed", "", "", "5").await;
    walk.through(Stage::Voting).await;
    let sheet = walk.recorder1.get(&walk.path("/sheet")).await;
    assert!(sheet.has("[name='issued.scribe']"), "{}", sheet.text());
    let mut figures = walk.figures().await;
    figures.insert("issued.scribe".to_owned(), "6".to_owned());
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    // the paper has one more than the ledger: somebody says why
    let warnings = walk.warnings().await;
    assert!(warnings.iter().any(|one| one.starts_with("W.216 6,5 issued.scribe")), "{warnings:?}");
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &day(0))]).await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let report = walk.paper("result_report").await;
    // 大会, 投票站, 流动票箱, 委托, 代写
    assert!(report.contains("代写票数") && report.contains("500646"), "{report}");
    assert!(!report.contains("草稿"), "{report}");
}

/// What the records know of somebody and of the unit.
async fn records(app: &TestApp, filled: &str) {
    let person = format!("(select person_id from roll_entry where name = '{filled}')");
    let place = "(select place_id from election)";
    app.console("records_entered", async |act| {
        for statement in [
            format!("update person set nationality = '22', education = 'technical', politics = 'masses'
                where person_id = {person}"),
            format!("insert into place_figure (world_id, place_id, counted_on, households, people, source)
                select 1, {place}, day, 400, people, '户籍'
                from (values (date '2024-12-31', 1673), ('2020-12-31', 1500), ('2025-12-31', 1700))
                    as line (day, people)"),
            format!("insert into office (person_id, place_id, body, post, term_no, from_on)
                values ({person}, {place}, 'villagers_committee', 'deputy', 11, '2020-12-20'),
                    ({person}, {place}, 'party', 'secretary', 8, '2025-01-10')"),
            format!("insert into organisation (world_id, place_id, kind, name)
                values (1, {place}, 'town_committee', '党支部')"),
            format!("insert into membership (world_id, organisation_id, person_id, from_on)
                select 1, organisation_id, {person}, '2010-07-01' from organisation"),
            "insert into member_state (membership_id, standing, presence, since_on)
                select membership_id, 'full', 'here', '2011-07-01' from membership".to_owned(),
        ] {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut **act).await.expect("a record");
        }
    })
    .await;
}

#[tokio::test]
async fn the_report_form_is_filled_from_the_records_and_has_a_dash_for_the_rest() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let (filled, bare) = (voter(0), voter(4));
    // what is missing stands on the page before anything is printed, with the way to where it is entered
    let page = walk.commission.get(&walk.path("/outcome")).await;
    let text = page.text();
    for part in ["村民总数", "原任职务", "一肩挑", "处理方式", "民族、政治面貌、文化程度"]
    {
        assert!(text.contains(part), "{part} not in {text}");
    }
    assert!(text.contains(&filled) && page.has(".blanks a[href$='/edit']"), "{text}");
    assert!(!page.has(".blanks a[href$='/figures']"), "those of the unit are the town's");
    let page = walk.office.get(&walk.path("/outcome")).await;
    assert!(page.has(".blanks a[href$='/330902102201/figures']"), "{}", page.text());
    let looks_on = app.visitor("scrutineer").await.get(&walk.path("/outcome")).await;
    assert!(!looks_on.has(".blanks"), "{}", looks_on.text());

    records(&app, &filled).await;
    let text = walk.commission.get(&walk.path("/outcome")).await.text();
    let (_, blanks) = text.split_once("class=\"blanks\"").expect("what is missing");
    assert!(!blanks.contains(&filled) && blanks.contains(&bare), "{blanks}");
    assert!(!blanks.contains("村民总数") && !blanks.contains("一肩挑"), "{blanks}");

    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let report = walk.paper("result_report").await;
    for part in [
        // the figures of the last day before the election
        "167360".to_owned(),
        // whoever is a member of the Party is one, whatever was entered before
        format!("{filled}女1980.01畲族中共党员中专副主任、书记候选人40"),
        // nothing is known of him but that he held no post
        format!("{bare}女1980.01———无候选人50"),
        // nor anything at all of who stands on no roll
        "外来客——————另选2".to_owned(),
        "与党组织交叉任职1名；一肩挑：是".to_owned(),
    ] {
        assert!(report.contains(&part), "{part} not in {report}");
    }

    completed_afterwards(&app, &walk, &bare).await;
    verified(&app).await;
}

#[tokio::test]
async fn what_is_on_record_for_other_times_says_nothing_of_the_election() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let somebody = voter(4);
    let person = format!("(select person_id from roll_entry where name = '{somebody}')");
    let place = "(select place_id from election)";
    app.console("records_entered", async |act| {
        for statement in [
            format!("insert into place_figure (world_id, place_id, counted_on, households, people, source)
                values (1, {place}, '2025-12-31', 400, 1799, '户籍')"),
            // the term before the last one, and the one that this election fills
            format!("insert into office (person_id, place_id, body, post, term_no, from_on, until_on, ended)
                values ({person}, {place}, 'villagers_committee', 'deputy', 10, '2017-04-20', '2020-12-20', 'term'),
                    ({person}, {place}, 'villagers_committee', 'member', 12, '2025-04-01', null, null),
                    ({person}, {place}, 'party', 'member', 8, '2020-01-10', null, null)"),
            format!("insert into organisation (world_id, place_id, kind, name)
                values (1, {place}, 'town_committee', '党支部')"),
            format!("insert into membership (world_id, organisation_id, person_id)
                select 1, organisation_id, {person} from organisation"),
            "insert into member_state (membership_id, standing, presence, since_on)
                select membership_id, 'full', 'here', '2025-07-01' from membership".to_owned(),
        ] {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut **act).await.expect("a record");
        }
    })
    .await;
    let text = walk.commission.get(&walk.path("/outcome")).await.text();
    let (_, blanks) = text.split_once("class=\"blanks\"").expect("what is missing");
    for part in ["村民总数", "原任职务", "一肩挑"] {
        assert!(blanks.contains(part), "{part} not in {blanks}");
    }
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let report = walk.paper("result_report").await;
    assert!(!report.contains("1799"), "{report}");
    for part in [
        // his post in the Party is on record, of the others nobody knows
        format!("{somebody}女1980.01———支部委员候选人50"),
        format!("{}男1980.01————候选人45", voter(5)),
        "交叉任职—名；一肩挑：—".to_owned(),
    ] {
        assert!(report.contains(&part), "{part} not in {report}");
    }
    verified(&app).await;
}

/// What is entered after the declaration is printed anew when somebody asks for it.
async fn completed_afterwards(app: &TestApp, walk: &Walk<'_>, bare: &str) {
    let again = walk.path("/papers/again");
    assert_eq!(walk.office.post(&again, &[]).await.status, StatusCode::CONFLICT, "nothing is new");
    app.console("records_entered", async |act| {
        let later = "update person set education = 'senior' where person_id =
            (select person_id from roll_entry where name = $1)";
        sqlx::query(later).bind(bare).execute(&mut **act).await.expect("a record");
    })
    .await;
    walk.commission.done(&again, &[]).await;
    for _ in 0..600 {
        if app.number("select count(*) from document_version").await == 4 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let report = walk.paper("result_report").await;
    let part = format!("{bare}女1980.01——高中无候选人50");
    assert!(report.contains("版本2") && report.contains(&part), "{part} not in {report}");
    assert!(walk.paper("result_announcement").await.contains("版本1"), "nothing of it has changed");
    let list = walk.commission.get(&walk.path("/papers")).await.text();
    assert!(list.contains("补充登记后重新制作文书"), "{list}");
}
