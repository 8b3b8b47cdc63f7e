# One image for every role; the engines inside are used only when no URL of an external one is given.
FROM node:24-bookworm-slim AS base

FROM base AS build
WORKDIR /vefa
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM base
RUN useradd --system --create-home --home-dir /data vefa
WORKDIR /vefa
COPY --from=build --chown=root:root /vefa /vefa
USER vefa
ENV VEFA_HOME=/data PORT=3000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node_modules/.bin/node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node_modules/.bin/node", "server/src/main/start.ts"]
