import { Feature } from '../feature/index.js';

/** Your app: its features, and what they share. `main.ts` adds it to the framework. */
@Feature({ name: 'app', imports: [] })
export class AppModule {}
