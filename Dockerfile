# Not tried: no registry of images was reachable where this was written.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked && cp target/release/huanjie /huanjie

FROM debian:bookworm-slim
# the database's programs make, check and restore back-ups; their version is that of the server
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl fonts-noto-cjk postgresql-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/huanjie --create-home huanjie
COPY --from=build /huanjie /usr/local/bin/huanjie
USER huanjie
VOLUME /var/lib/huanjie
ENV HUANJIE_DATA=/var/lib/huanjie HUANJIE_LISTEN=0.0.0.0:8443 HUANJIE_LOG=json
EXPOSE 8443
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD curl --fail --silent --insecure https://127.0.0.1:8443/readyz
ENTRYPOINT ["huanjie"]
CMD ["serve", "--tls", "self"]
