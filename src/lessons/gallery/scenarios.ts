import { bastion } from './bastion.ts';
import { ciliumNode } from './cilium-node.ts';
import { dmz } from './dmz.ts';
import { dockerHost } from './docker-host.ts';
import type { GalleryScenario } from './gallery-scenario.ts';
import { homeRouter } from './home-router.ts';
import { keptByHand } from './kept-by-hand.ts';
import { kubernetesNode } from './kubernetes-node.ts';
import { officeFirewall } from './office-firewall.ts';
import { publicDns } from './public-dns.ts';
import { transparentProxy } from './transparent-proxy.ts';
import { twoUplinks } from './two-uplinks.ts';
import { typedAndSaved } from './typed-and-saved.ts';
import { webServer } from './web-server.ts';

/** In the order in which they are offered. Each is a file beside this one and a line here. */
export const GALLERY: readonly GalleryScenario[] = [
  homeRouter,
  webServer,
  dockerHost,
  kubernetesNode,
  ciliumNode,
  twoUplinks,
  dmz,
  bastion,
  transparentProxy,
  publicDns,
  officeFirewall,
  keptByHand,
  typedAndSaved,
];
