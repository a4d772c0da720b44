export { WhyButton } from './WhyButton.tsx';
