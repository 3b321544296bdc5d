# Debian, not Alpine: the packages' prebuilt binaries need glibc, and the tests run on Debian. Node 22 has SQLite built
# in, and is the newest version on monday code.
ARG NODE=22.22.3-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/persistence/package.json packages/persistence/
COPY packages/local-platform/package.json packages/local-platform/
COPY packages/create-monday-app-backend/package.json packages/create-monday-app-backend/
RUN npm ci --no-audit --no-fund
COPY . .
# dist has in it what it needs of the packages.
RUN npm run build && npm prune --omit=dev --workspaces=false --no-audit --no-fund

FROM node:${NODE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The user "node" of the image, by number, so that Kubernetes can verify that it is not root.
USER 1000:1000
EXPOSE 8080
# Checks liveness, not readiness: a restart does not repair a database.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/health/live').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# Started without a shell and npm, so that SIGTERM reaches the app.
CMD ["node", "--enable-source-maps", "dist/main.js"]
