import { api } from './api.ts';
import type { Request } from './protocol.ts';
import { serve } from './serve.ts';

self.onmessage = (event: MessageEvent<Request>) => {
  self.postMessage(serve(api, event.data));
};
