import { Feature } from 'monday-app-backend';
import { SendGreetingFeature } from './features/send-greeting/send-greeting.feature.js';

/** Your app: its features, and what they share. */
@Feature({
  name: 'app',
  imports: [SendGreetingFeature],
})
export class AppModule {}
