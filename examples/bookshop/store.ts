/**
 * The books of a shop, kept in memory.
 *
 * @module
 */

/** One title. */
export interface Book {
  readonly isbn: string;
  readonly title: string;
  readonly author: string;
  /** Cents. */
  readonly price: number;
  /** Copies left. */
  readonly stock: number;
}

/** Texts that author and title must have in them. */
export interface Search {
  readonly author?: string | undefined;
  readonly title?: string | undefined;
}

/** A sale that was made. */
export interface Order {
  readonly id: number;
  readonly isbn: string;
  /** Cents. */
  readonly total: number;
}

/** The last copy is gone. It knows nothing of HTTP: the app says what that means to a client. */
export class OutOfStock extends Error {
  readonly isbn: string;

  constructor(isbn: string) {
    super(`The book ${isbn} is out of stock`);
    this.isbn = isbn;
  }
}

const FIRST_BOOKS: readonly Book[] = [
  {
    isbn: "9780441478125",
    title: "The Left Hand of Darkness",
    author: "Ursula K. Le Guin",
    price: 1250,
    stock: 3,
  },
  {
    isbn: "9780060512750",
    title: "The Dispossessed",
    author: "Ursula K. Le Guin",
    price: 1400,
    stock: 1,
  },
  { isbn: "9780441172719", title: "Dune", author: "Frank Herbert", price: 1100, stock: 5 },
];

/** Holds books by ISBN. Its methods are as asynchronous as a database would make them. */
export class BookStore {
  readonly #books = new Map(FIRST_BOOKS.map((book) => [book.isbn, book]));
  #orders = 0;

  /** Every book that has the texts in it. */
  search({ author = "", title = "" }: Search): Promise<Book[]> {
    const books = [...this.#books.values()];
    return Promise.resolve(
      books.filter((book) => book.author.includes(author) && book.title.includes(title)),
    );
  }

  /** The book of that number, or undefined. */
  find(isbn: string): Promise<Book | undefined> {
    return Promise.resolve(this.#books.get(isbn));
  }

  /** Puts a book on the shelf, in place of one with its number; tells whether it is a new one. */
  put(book: Book): Promise<{ isNew: boolean }> {
    const isNew = !this.#books.has(book.isbn);
    this.#books.set(book.isbn, book);
    return Promise.resolve({ isNew });
  }

  /** Takes a book off the shelf. */
  remove(isbn: string): Promise<void> {
    this.#books.delete(isbn);
    return Promise.resolve();
  }

  /** Sells one copy. Rejects with {@linkcode OutOfStock} where none is left. */
  async sell(isbn: string): Promise<Order> {
    // Read here, in one step with the change: the copy a caller saw may have been sold since.
    const book = this.#books.get(isbn);
    if (book === undefined || book.stock === 0) throw new OutOfStock(isbn);
    await this.put({ ...book, stock: book.stock - 1 });
    this.#orders += 1;
    return { id: this.#orders, isbn, total: book.price };
  }
}
