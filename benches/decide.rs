//! How fast records are decided on one core: `./dev bench`.

#![expect(clippy::expect_used, reason = "a benchmark may stop")]

use std::{hint::black_box, io, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use law::outcome::{Count, write};

const POSTS: [&str; 3] = ["director", "deputy", "member"];

/// A villagers' first vote in Zhejiang: three posts, ten candidates, about 1 kB.
fn typical() -> String {
    let people: Vec<String> = (0..10_usize)
        .map(|index| {
            let post = POSTS[(index / 2).min(2)];
            let sex = if index % 3 == 0 { "f" } else { "m" };
            let votes = [690, 440][index % 2] - 10 * index;
            format!(
                r#"{{"id":"{index}","sex":"{sex}","formal":["{post}"],"votes":{{"{post}":{votes}}}}}"#
            )
        })
        .collect();
    record(
        &people.join(","),
        r#""ballots":{"issued":1210,"collected":1200,"invalid":12,"blank":3}"#,
    )
}

/// The same vote with its ballots one by one.
fn one_by_one(count: usize) -> String {
    let people: Vec<String> = (0..10_usize)
        .map(|index| {
            let post = POSTS[(index / 2).min(2)];
            format!(r#"{{"id":"{index}","sex":"f","formal":["{post}"]}}"#)
        })
        .collect();
    let ballots: Vec<String> = (0..count)
        .map(|index| {
            let (a, b, c) = (index % 2, 2 + index % 3 % 2, 4 + index % 5);
            format!(r#"{{"marks":{{"director":["{a}"],"deputy":["{b}"],"member":["{c}","9"]}}}}"#)
        })
        .collect();
    let numbers = format!(
        r#""ballots":{{"issued":{count},"collected":{count}}},"ballots_read":[{}]"#,
        ballots.join(",")
    );
    record(&people.join(","), &numbers)
}

/// So many candidates, each kin of the one before, every second of whom gives way.
fn chain(count: usize) -> String {
    let people: Vec<String> = (0..count)
        .map(|index| {
            let kin = index.checked_sub(1).map_or(String::new(), |kin| format!(r#""{kin}""#));
            let votes = 400_000 + count - index;
            format!(
                r#"{{"id":"{index}","sex":"f","formal":[],"kin":[{kin}],"votes":{{"member":{votes}}}}}"#
            )
        })
        .collect();
    record(
        &people.join(","),
        r#""ballots":{"issued":1000000,"collected":1000000,"invalid":0,"blank":0}"#,
    )
    .replace(r#""first""#, r#""another""#)
    .replace(r#""seats":3"#, &format!(r#""seats":{}"#, count / 2))
}

fn record(people: &str, numbers: &str) -> String {
    format!(
        r#"{{"format":"huanjie-count/1","pack":"VC18","overlay":"ZJ20","body":"villagers_committee",
        "round":"first","base":{{"registered":1500}},{numbers},"seats":[
        {{"post":"director","seats":1}},{{"post":"deputy","seats":1}},{{"post":"member","seats":3}}],
        "candidates":[{people}]}}"#
    )
}

/// From text to text, as the command does it.
fn decided(text: &str) -> usize {
    let count = Count::from_json(text.as_bytes()).expect("a possible record");
    let decision = count.decide();
    assert!(decision.valid);
    let mut out = Vec::with_capacity(4096);
    write::decision(&decision, &mut out).expect("memory takes all");
    out.len()
}

fn benches(criterion: &mut Criterion) {
    let typical = typical();
    println!("typical record: {} bytes", typical.len());
    let mut group = criterion.benchmark_group("decide");
    group.throughput(Throughput::Elements(1));
    group.bench_function("typical, from text to text", |bencher| {
        bencher.iter(|| decided(black_box(&typical)));
    });
    let count = Count::from_json(typical.as_bytes()).expect("a possible record");
    group.bench_function("typical, already read", |bencher| {
        bencher.iter(|| {
            let decision = black_box(&count).decide();
            write::decision(&decision, &mut io::sink()).expect("a sink takes all");
        });
    });
    group.sample_size(20).measurement_time(Duration::from_secs(4));
    let ballots = one_by_one(10_000);
    group.throughput(Throughput::Elements(10_000));
    group.bench_function("10,000 ballots one by one", |bencher| {
        bencher.iter(|| decided(black_box(&ballots)));
    });
    let chain = chain(100_000);
    group.throughput(Throughput::Elements(100_000));
    group.bench_function("100,000 candidates in a chain of kin", |bencher| {
        bencher.iter(|| decided(black_box(&chain)));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
