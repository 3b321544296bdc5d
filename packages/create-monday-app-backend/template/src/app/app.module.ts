import { Feature } from 'monday-app-backend';
import { SendGreetingFeature } from './features/send-greeting/send-greeting.feature.js';

/** Your app: its features, and what they share. */
@Feature({
  name: 'app',
  // On monday code, what the app stores is in monday's Document DB. To change this for an app with users, move its state first.
  documentDb: true,
  imports: [SendGreetingFeature],
})
export class AppModule {}
