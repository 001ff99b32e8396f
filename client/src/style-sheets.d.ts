/** A style sheet is imported as its text. */
declare module "*.css" {
  const style: string;
  export default style;
}
