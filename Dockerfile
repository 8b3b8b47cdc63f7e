# One image for every role; the engines inside are used only when no URL of an external one is given.
FROM node:24-bookworm-slim AS base

FROM base AS build
WORKDIR /vefa
COPY . .
# npm ci also builds console and script (the root's `prepare`), for which it needs what is pruned afterwards.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM base
RUN useradd --system --create-home --home-dir /data vefa
WORKDIR /vefa
COPY --from=build --chown=root:root /vefa /vefa
USER vefa
ENV VEFA_HOME=/data PORT=3000
VOLUME /data
EXPOSE 3000
# A worker alone (VEFA_ROLE=worker) answers no HTTP: run it with --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Vefa finishes what it has in hand on this signal; give it a minute (docker stop --time 90).
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=64", "server/src/main/start.ts"]
