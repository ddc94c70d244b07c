# One image for every application: the command says which one runs. Node as the package `node` pins it.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /circulog
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node node_modules/.cache dist/test dist/bench

FROM ${NODE_IMAGE}
WORKDIR /circulog
ENV NODE_ENV=production CIRCULOG_DATA=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /circulog/package.json ./
COPY --from=build /circulog/node_modules ./node_modules
COPY --from=build /circulog/dist ./dist
USER node
VOLUME /data
EXPOSE 3000
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/apps/standalone/src/main.js"]
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=12 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
